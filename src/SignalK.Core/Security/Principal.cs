namespace SignalK.Core.Security;

/// <summary>Who acts: carried by every request, session and ingress. Immutable.</summary>
public sealed class Principal(string id, Access level)
{
    /// <summary>The appliance itself: its own connections, timers and restored state.</summary>
    public static Principal Server { get; } = new("server", Access.Machine);

    /// <summary>Nobody in particular, on a server whose security is on and that shows nothing to strangers.</summary>
    public static Principal Anonymous { get; } = new("anonymous", Access.None);

    /// <summary>Nobody in particular, on a server whose security is on and that lets strangers read (<c>allow_readonly</c>).</summary>
    public static Principal Reader { get; } = new("anonymous", Access.Read);

    /// <summary>Nobody in particular, on a server whose security is off: all but what changes the machine.</summary>
    public static Principal Guest { get; } = new("guest", Access.Admin);

    /// <summary>Somebody on the machine itself, on a server whose security is off.</summary>
    public static Principal Loopback { get; } = new("loopback", Access.Machine);

    /// <summary>User or device name, or one of the names above; for logs and for the <c>$source</c> of what it sends.</summary>
    public string Id => id;

    public Access Level => level;

    /// <summary>True when the principal proved who it is.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>The one place where permission is decided.</summary>
    public bool May(Access needed) => level >= needed;

    public override string ToString() => $"{id} ({level})";
}

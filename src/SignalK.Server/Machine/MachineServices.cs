namespace SignalK.Server.Machine;

/// <summary>What the machine under this server lets be done through it. Each may be missing: on a PC there is no update to install.</summary>
public sealed record MachineServices
{
    public static MachineServices None { get; } = new();

    /// <summary>Null: a unit of nobody in particular.</summary>
    public VendorMark? Vendor { get; init; }

    /// <summary>What whoever becomes the first administrator must know; null while nobody can.</summary>
    public Func<string?> ClaimCode { get; init; } = static () => null;

    /// <summary>Called when the machine has got its owner.</summary>
    public Action Claimed { get; init; } = static () => { };

    public IBackups? Backups { get; init; }

    public IUpdates? Updates { get; init; }

    /// <summary>Null: nobody is asked for newer versions.</summary>
    public IUpdateChannel? Channel { get; init; }
}

using SignalK.Core.Fanout;

namespace SignalK.Plugins.Capabilities;

/// <summary>
/// Serial devices by a name that stays with them: one of <c>/dev/serial/by-id</c> or <c>by-path</c>, or a UART of the board
/// (<c>ttyAMA0</c>, <c>ttyS0</c>). The short form <c>usb-FTDI_*</c> means <c>by-id</c>.
/// </summary>
public sealed record DeviceRule : ScopeRule
{
    const string Folder = "/dev/serial/";

    readonly PathPattern _pattern;

    DeviceRule(string text, string canonical)
        : base(text) => _pattern = new PathPattern(canonical);

    /// <param name="name">As the guest names it, in any of the forms.</param>
    /// <param name="port">Not used.</param>
    public override bool Covers(string name, int port) => Canonical(name) is { } canonical && _pattern.Matches(canonical);

    public static DeviceRule? TryParse(string text, out string reason)
    {
        reason = "";
        // Everything that has a stable name.
        if (text == "*")
            return new DeviceRule(text, text);
        if (Canonical(text) is { } canonical)
            return new DeviceRule(text, canonical);
        reason = $"\"{text}\" is no name that stays with a device; take one of /dev/serial/by-id";
        return null;
    }

    /// <summary><c>by-id/NAME</c>, <c>by-path/NAME</c> or a UART; null for a name that the next boot may give to another device.</summary>
    public static string? Canonical(string name)
    {
        if (name.StartsWith(Folder, StringComparison.Ordinal))
            name = name[Folder.Length..];
        else if (name.StartsWith("/dev/", StringComparison.Ordinal))
            return IsUart(name["/dev/".Length..]) ? name["/dev/".Length..] : null;
        var slash = name.IndexOf('/');
        var last = name[(slash + 1)..];
        if (last.Length == 0 || last.Contains('/') || last is "." or "..")
            return null;
        if (slash >= 0)
            return name[..slash] is "by-id" or "by-path" ? name : null;
        if (IsUart(name))
            return name;
        return name.StartsWith("tty", StringComparison.Ordinal) ? null : "by-id/" + name;
    }

    /// <summary>The device node behind a name; null for none that stays.</summary>
    public static string? NodeOf(string name) => Canonical(name) switch
    {
        null => null,
        { } uart when IsUart(uart) => "/dev/" + uart,
        { } link => Folder + link,
    };

    static bool IsUart(string name) =>
        !name.Contains('/') && (name.StartsWith("ttyAMA", StringComparison.Ordinal) || name.StartsWith("ttyS", StringComparison.Ordinal)
            || name is "serial0" or "serial1");
}

using SignalK.Appliance.Device.Vendor;
using SignalK.Plugins;

namespace SignalK.Appliance.Device.Owner;

/// <summary>What this machine has to choose from.</summary>
/// <param name="root">The root of its file system.</param>
/// <param name="kit">What its maker built in; null: a unit of nobody in particular.</param>
sealed class OwnerChoices(string root, VendorKit? kit = null)
{
    public BoardInfo Board => kit?.Board ?? BoardInfo.None;

    /// <summary>Why a plugin cannot be switched off; null: it can.</summary>
    public string? LockOf(string plugin) => kit?.Plugins.LockOf(new PluginId(plugin));

    readonly string _zones = Path.Combine(root, "usr/share/zoneinfo");
    readonly string _overlays = Path.Combine(root, "usr/lib/signalk/overlays");

    public bool HasTimeZone(string name) =>
        name == "UTC" || (IsSafe(name) && File.Exists(Path.Combine(_zones, name)) && IsZone(Path.Combine(_zones, name)));

    /// <summary>As zone1970.tab and tzdata.zi would list them: found among the files themselves.</summary>
    public IEnumerable<string> TimeZones()
    {
        if (!Directory.Exists(_zones))
            return ["UTC"];
        return Directory.EnumerateFiles(_zones, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_zones, file))
            .Where(name => char.IsAsciiLetterUpper(name[0]) && !name.Contains('.'));
    }

    /// <summary>Names of the device tree overlays that are installed.</summary>
    public IReadOnlyCollection<string> Overlays() => Directory.Exists(_overlays)
        ? [.. Directory.EnumerateFiles(_overlays, "*.dtbo").Select(file => Path.GetFileNameWithoutExtension(file))]
        : [];

    static bool IsSafe(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && !name.Contains("//", StringComparison.Ordinal);

    static bool IsZone(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> magic = stackalloc byte[4];
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("TZif"u8);
    }
}

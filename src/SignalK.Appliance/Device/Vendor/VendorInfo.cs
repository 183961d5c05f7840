using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>What <c>vendor.json</c> says: whose unit this is.</summary>
sealed record VendorInfo
{
    /// <summary>The maker's.</summary>
    public required string Name { get; init; }

    /// <summary>What is printed on the box.</summary>
    public required string Model { get; init; }

    public Uri? Url { get; init; }

    /// <summary>Whom an owner asks, in one line: an address, a telephone number, hours.</summary>
    public string? Support { get; init; }

    /// <summary>Of buttons and links by day: <c>#0b6e4f</c>.</summary>
    public string? Accent { get; init; }

    /// <summary>The same on a dark page.</summary>
    public string? AccentDark { get; init; }

    /// <summary>A file beside vendor.json.</summary>
    public string? Logo { get; init; }

    /// <summary>Where the newest version is announced.</summary>
    public Uri? Channel { get; init; }

    /// <summary>What is said of single packages of <c>plugins/</c>, by their names.</summary>
    public IReadOnlyDictionary<string, ShippedPlugin> Plugins { get; init; } = new Dictionary<string, ShippedPlugin>();
}

namespace SignalK.Appliance.Device.Owner;

/// <summary>What <c>appliance.json</c> says, as far as it is right. Null: nothing is said, so nothing is changed.</summary>
sealed record OwnerSettings
{
    public string? Boat { get; init; }

    public string? Mmsi { get; init; }

    /// <summary>As the time zone database names it: <c>Europe/Helsinki</c>.</summary>
    public string? TimeZone { get; init; }

    public NetworkSettings? Network { get; init; }

    public WifiSettings? Wifi { get; init; }

    /// <summary>Null: the list is not there; empty: it is, and those of an earlier list go.</summary>
    public IReadOnlyList<PortSettings>? Ports { get; init; }

    public IReadOnlyList<string>? Overlays { get; init; }

    /// <summary>Plugins by name: switched on or off.</summary>
    public IReadOnlyDictionary<string, bool>? Plugins { get; init; }

    /// <summary>One of <see cref="HttpsChoice"/>.</summary>
    public string? Https { get; init; }

    /// <summary>auto, managed or wasmtime.</summary>
    public string? Engine { get; init; }

    public UpdateSettings? Update { get; init; }

    public AdminSettings? Admin { get; init; }
}

/// <summary>The wired network.</summary>
/// <param name="Address">With its prefix length: <c>192.168.1.5/24</c>; null: DHCP, and a link-local address beside it.</param>
sealed record NetworkSettings(string? Address, string? Gateway, IReadOnlyList<string> Dns);

/// <param name="Country">Two letters; null: channels that are allowed everywhere.</param>
sealed record WifiSettings(string? Country, IReadOnlyList<WifiClient> Clients, AccessPointSettings? AccessPoint);

/// <param name="Password">Null: blank or not there, so the one known for this network holds.</param>
/// <param name="Open">A network without a password.</param>
sealed record WifiClient(string Ssid, string? Password, bool Open, bool Hidden)
{
    public bool CanJoin() => Open || Password is not null;
}

/// <param name="Enabled">Null: on while no other Wi-Fi is configured.</param>
/// <param name="Password">Null: the unit's own passphrase.</param>
sealed record AccessPointSettings(bool? Enabled, string? Ssid, string? Password, int? Channel);

/// <summary>A link to the boat. One of device, TCP, UDP and CAN.</summary>
/// <param name="Baud">Null: found by listening.</param>
sealed record PortSettings(string Name, string? Device = null, int? Baud = null, string? Host = null, int? TcpPort = null, int? UdpPort = null, string? Can = null, int? Bitrate = null);

/// <param name="HealthSeconds">How long a new version has to prove itself.</param>
/// <param name="Check">Whether the maker may be asked for a newer version; null: yes.</param>
sealed record UpdateSettings(int? HealthSeconds, bool? AllowOlder, bool? Usb, bool? Check = null);

/// <param name="Password">Null: blank, so the one known for this user holds.</param>
sealed record AdminSettings(string User, string? Password);

/// <summary>What the owner says of HTTPS.</summary>
static class HttpsChoice
{
    public const string Off = "off";

    /// <summary>With HTTP beside it.</summary>
    public const string On = "on";

    public const string Only = "only";
}

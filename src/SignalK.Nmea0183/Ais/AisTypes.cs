using SignalK.Core.Model;

namespace SignalK.Nmea0183.Ais;

/// <summary>
/// Types of ships and of aids to navigation by their numbers (ITU-R M.1371-5 tables 53 and 74), in Signal K's words.
/// </summary>
static class AisTypes
{
    private static readonly string?[] s_special =
    [
        "Fishing", "Towing", "Towing exceeds 200m or wider than 25m", "Engaged in dredging or underwater operations",
        "Engaged in diving operations", "Engaged in military operations", "Sailing", "Pleasure", null, null,
    ];

    private static readonly string[] s_service =
    [
        "Pilot vessel", "SAR", "Tug", "Port tender", "Anti-pollution", "Law enforcement", "Spare", "Spare #2", "Medical",
        "RR Resolution No.18",
    ];

    private static readonly string[] s_atons =
    [
        "Reference Point", "RACON", "Fixed Structure Off Shore", "Emergency Wreck Marking Buoy", "Light, Without Sectors",
        "Light, With Sectors", "Leading Light Front", "Leading Light Rear", "Beacon, Cardinal N", "Beacon, Cardinal E",
        "Beacon, Cardinal S", "Beacon, Cardinal W", "Beacon, Port Hand", "Beacon, Starboard Hand",
        "Beacon, Preferred Channel Port Hand", "Beacon, Preferred Channel Starboard Hand", "Beacon, Isolated Danger",
        "Beacon, Safe Water", "Beacon, Special Mark", "Cardinal Mark N", "Cardinal Mark E", "Cardinal Mark S", "Cardinal Mark W",
        "Port Hand Mark", "Starboard Hand Mark", "Preferred Channel Port Hand", "Preferred Channel Starboard Hand",
        "Isolated danger", "Safe Water", "Special Mark", "Light Vessel/LANBY/Rigs",
    ];

    private static readonly SkRecord?[] s_ships = [.. Enumerable.Range(0, 100).Select(static id => Value(id, ShipName(id)))];
    private static readonly SkRecord?[] s_aids = [null, .. s_atons.Select(static (name, i) => Value(i + 1, name))];

    /// <summary>Null for reserved numbers and for 0, not available.</summary>
    public static SkRecord? Ship(uint id) => id < s_ships.Length ? s_ships[id] : null;

    /// <summary>Null for 0, not specified.</summary>
    public static SkRecord? Aid(uint id) => id < s_aids.Length ? s_aids[id] : null;

    // The first digit names the kind; the second, but for 3 and 5, the cargo.
    private static string? ShipName(int id) => (id / 10) switch
    {
        2 => WithCargo("Wing In Ground", "Wing In Ground hazard cat A", " (no other information)", id % 10),
        3 => s_special[id % 10],
        4 => WithCargo("High speed craft", "High speed craft carrying dangerous goods", " (no additional information)", id % 10),
        5 => s_service[id % 10],
        6 => WithCargo("Passenger ship", "Passenger ship hazard cat A", " (no additional information)", id % 10),
        7 => WithCargo("Cargo ship", "Cargo ship carrying dangerous goods", " (no additional information)", id % 10),
        8 => WithCargo("Tanker", "Tanker carrying dangerous goods", " (no additional information)", id % 10),
        9 => WithCargo("Other", "Other carrying dangerous goods", " (no additional information)", id % 10),
        _ => null,
    };

    private static string WithCargo(string kind, string first, string last, int cargo) => cargo switch
    {
        1 => first,
        2 => $"{kind} hazard cat B",
        3 => $"{kind} hazard cat C",
        4 => $"{kind} hazard cat D",
        9 => kind + last,
        _ => kind,
    };

    private static SkRecord? Value(int id, string? name) => name is null ? null : new SkRecord(("id", id), ("name", name));
}

using System.Collections.Frozen;

namespace SignalK.Nmea0183;

/// <summary>
/// What the standard and the makers call their sentences: tells a known type from line noise and explains it to people.
/// </summary>
public static class SentenceTypes
{
    private static readonly FrozenDictionary<string, string> s_names = new Dictionary<string, string>
    {
        ["AAM"] = "waypoint arrival alarm",
        ["ABK"] = "AIS acknowledgement of a message",
        ["ACA"] = "AIS channel assignment",
        ["ACK"] = "alarm acknowledgement",
        ["ALM"] = "GPS almanac",
        ["ALR"] = "alarm state",
        ["APB"] = "autopilot, heading and cross-track error",
        ["BEC"] = "bearing and distance to waypoint, dead reckoning",
        ["BOD"] = "bearing from origin to destination",
        ["BWC"] = "bearing and distance to waypoint, great circle",
        ["BWR"] = "bearing and distance to waypoint, rhumb line",
        ["BWW"] = "bearing from waypoint to waypoint",
        ["CUR"] = "water current layers",
        ["DBK"] = "depth below keel",
        ["DBS"] = "depth below surface",
        ["DBT"] = "depth below transducer",
        ["DPT"] = "depth and transducer offset",
        ["DSC"] = "digital selective call",
        ["DSE"] = "digital selective call, expanded",
        ["DTM"] = "datum of positions",
        ["FSI"] = "radio frequency set",
        ["GBS"] = "satellite fault detection",
        ["GGA"] = "GPS fix",
        ["GLC"] = "position, Loran-C",
        ["GLL"] = "position",
        ["GNS"] = "GNSS fix",
        ["GRS"] = "GNSS range residuals",
        ["GSA"] = "satellites used and dilution of precision",
        ["GST"] = "GNSS error statistics",
        ["GSV"] = "satellites in view",
        ["HBT"] = "heartbeat",
        ["HDG"] = "heading, deviation and variation",
        ["HDM"] = "heading, magnetic",
        ["HDT"] = "heading, true",
        ["HSC"] = "heading steering command",
        ["HTD"] = "heading and track control data",
        ["LCD"] = "Loran-C signal data",
        ["MDA"] = "meteorological composite",
        ["MSK"] = "beacon receiver control",
        ["MSS"] = "beacon receiver status",
        ["MTA"] = "air temperature",
        ["MTW"] = "water temperature",
        ["MWD"] = "wind direction and speed",
        ["MWV"] = "wind speed and angle",
        ["OSD"] = "own ship data",
        ["RMA"] = "recommended minimum, Loran-C",
        ["RMB"] = "recommended minimum navigation to waypoint",
        ["RMC"] = "recommended minimum GNSS data",
        ["ROT"] = "rate of turn",
        ["RPM"] = "revolutions",
        ["RSA"] = "rudder angle",
        ["RSD"] = "radar system data",
        ["RTE"] = "route",
        ["SFI"] = "scanning frequency information",
        ["STN"] = "multiple data identifier",
        ["THS"] = "true heading and status",
        ["TLB"] = "target label",
        ["TLL"] = "target position",
        ["TTD"] = "tracked target data",
        ["TTM"] = "tracked target",
        ["TXT"] = "text",
        ["VBW"] = "speed over ground and through water, both axes",
        ["VDM"] = "AIS message of another station",
        ["VDO"] = "AIS message of the own station",
        ["VDR"] = "set and drift",
        ["VHW"] = "heading and speed through water",
        ["VLW"] = "distance travelled",
        ["VPW"] = "speed parallel to the wind",
        ["VSD"] = "AIS voyage static data",
        ["VSI"] = "AIS signal information",
        ["VTG"] = "course and speed over ground",
        ["VWR"] = "wind, relative",
        ["VWT"] = "wind, true",
        ["WCV"] = "velocity towards the waypoint",
        ["WNC"] = "distance from waypoint to waypoint",
        ["WPL"] = "waypoint position",
        ["XDR"] = "transducer measurements",
        ["XTE"] = "cross-track error",
        ["XTR"] = "cross-track error, dead reckoning",
        ["ZDA"] = "time and date",
        ["ZDL"] = "time and distance to a point",
        ["ZFO"] = "time from origin",
        ["ZTG"] = "time to destination",
        ["ALK"] = "Seatalk datagram",
        ["PBVE"] = "CruzPro engine gauge",
        ["PNKEP"] = "NKE performance",
        ["PSMDST"] = "ShipModul Seatalk datagram",
        ["PGRME"] = "Garmin position error",
        ["PGRMM"] = "Garmin map datum",
        ["PGRMZ"] = "Garmin altitude",
        ["PMGNST"] = "Magellan status",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<int> s_codes =
        s_names.Keys.Where(static n => n.Length == 3).Select(static n => (n[0] << 16) | (n[1] << 8) | n[2]).ToFrozenSet();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_bySpan =
        s_names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Formatters (<c>RMC</c>) and proprietary names (<c>PNKEP</c>).</summary>
    public static IReadOnlyCollection<string> All => s_names.Keys;

    /// <summary>What a formatter means, in lower case; null when nobody knows it.</summary>
    public static string? Describe(string name) => s_names.GetValueOrDefault(name);

    internal static bool IsKnown(int formatter) => s_codes.Contains(formatter);

    internal static bool IsKnownProprietary(ReadOnlySpan<byte> header)
    {
        Span<char> name = stackalloc char[8];
        if (header.Length > name.Length)
        {
            return false;
        }

        for (var i = 0; i < header.Length; i++)
        {
            name[i] = char.ToUpperInvariant((char)header[i]);
        }

        return s_bySpan.ContainsKey(name[..header.Length]);
    }
}

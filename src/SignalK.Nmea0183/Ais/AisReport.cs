using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais;

/// <summary>What messages have in common: each method adds a field unless the station marks it as not available.</summary>
static class AisReport
{
    private const double PerDegree = 600_000;
    private const int MaxMmsi = 999_999_999;

    private static readonly SkPath s_length = SkPath.Of("design.length");
    private static readonly SkPath s_beam = SkPath.Of("design.beam");
    private static readonly SkPath s_draft = SkPath.Of("design.draft");
    private static readonly SkPath s_shipType = SkPath.Of("design.aisShipType");
    private static readonly SkPath s_fromBow = SkPath.Of("sensors.ais.fromBow");
    private static readonly SkPath s_fromCenter = SkPath.Of("sensors.ais.fromCenter");
    private static readonly SkPath s_class = SkPath.Of("sensors.ais.class");
    private static readonly SkPath s_state = SkPath.Of("navigation.state");
    private static readonly SkPath s_maneuver = SkPath.Of("navigation.specialManeuver");

    // Navigational status, ITU-R M.1371-5 table 47; 11 to 13 have no word in Signal K.
    private static readonly string?[] s_states =
    [
        "motoring", "anchored", "not under command", "restricted manouverability", "constrained by draft", "moored", "aground",
        "fishing", "sailing", "hazardous material high speed", "hazardous material wing in ground", null, null, null,
        "ais-sart", "default",
    ];

    private static readonly string[] s_maneuvers = ["not available", "not engaged", "engaged", "reserved"];

    /// <summary>Starts the update of the station that sent the message; null when its MMSI cannot be.</summary>
    public static Update? Begin(in Sentence s, in SixBits bits, AisTargetKind kind)
    {
        var mmsi = bits.Unsigned(8, 30);
        if (mmsi is 0 or > MaxMmsi)
        {
            return null;
        }

        var target = s.Parser.AisTargets.Get((int)mmsi, kind);
        s.Delta.Context = target.Context;
        return s.Update().Add(SkPath.Root, target.Identity);
    }

    /// <summary>
    /// Longitude of 28 bits, latitude of 27 behind it, in ten-thousandths of minutes; 181 and 91 degrees: not available.
    /// </summary>
    public static SkPosition? Position(in SixBits bits, int longitudeAt)
    {
        var longitude = bits.Signed(longitudeAt, 28) / PerDegree;
        var latitude = bits.Signed(longitudeAt + 28, 27) / PerDegree;
        return bits.Count >= longitudeAt + 55 && Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90
            ? new SkPosition(latitude, longitude)
            : null;
    }

    /// <summary>Tenths of knots; 1023 not available.</summary>
    public static void AddSpeed(this Update update, uint tenths)
    {
        if (tenths != 1023)
        {
            update.Add(Paths.SpeedOverGround, tenths / 10.0 * Units.Knot);
        }
    }

    /// <summary>Tenths of degrees; 3600 and above not available.</summary>
    public static void AddCourse(this Update update, uint tenths)
    {
        if (tenths < 3600)
        {
            update.Add(Paths.CourseTrue, tenths / 10.0 * Units.Degree);
        }
    }

    /// <summary>Degrees; 360 and above not available.</summary>
    public static void AddHeading(this Update update, uint degrees)
    {
        if (degrees < 360)
        {
            update.Add(Paths.HeadingTrue, degrees * Units.Degree);
        }
    }

    /// <summary>4.733 times the root of degrees a minute, signed; ±127 only tells the side, -128 nothing.</summary>
    public static void AddRateOfTurn(this Update update, int coded)
    {
        if (Math.Abs(coded) < 127)
        {
            var root = coded / 4.733;
            update.Add(Paths.RateOfTurn, root * Math.Abs(root) * Units.Degree / 60);
        }
    }

    public static void AddState(this Update update, uint status)
    {
        if (s_states[status] is { } state)
        {
            update.Add(s_state, state);
        }
    }

    public static void AddManeuver(this Update update, uint indicator) => update.Add(s_maneuver, s_maneuvers[indicator]);

    public static void AddClass(this Update update, string name) => update.Add(s_class, name);

    public static void AddName(this Update update, string name)
    {
        if (name.Length > 0)
        {
            update.Add(SkPath.Root, new SkRecord(("name", name)));
        }
    }

    public static void AddCallsign(this Update update, string callsign)
    {
        if (callsign.Length > 0)
        {
            update.Add(SkPath.Root, new SkRecord(("communication", new SkRecord(("callsignVhf", callsign)))));
        }
    }

    public static void AddShipType(this Update update, uint type)
    {
        if (AisTypes.Ship(type) is { } value)
        {
            update.Add(s_shipType, value);
        }
    }

    /// <summary>Distances of the antenna to bow, stern (9 bits each), port and starboard side (6 bits each), metres.</summary>
    public static void AddDimensions(this Update update, in SixBits bits, int at)
    {
        var (bow, stern) = (bits.Unsigned(at, 9), bits.Unsigned(at + 9, 9));
        var (port, starboard) = (bits.Unsigned(at + 18, 6), bits.Unsigned(at + 24, 6));
        update.AddSize(bow + stern, port + starboard);
        if (bow > 0)
        {
            update.Add(s_fromBow, bow);
        }

        if (starboard > 0)
        {
            update.Add(s_fromCenter, ((port + starboard) / 2.0) - starboard);
        }
    }

    public static void AddSize(this Update update, double length, double beam)
    {
        if (length > 0)
        {
            update.Add(s_length, new SkRecord(("overall", length)));
        }

        if (beam > 0)
        {
            update.Add(s_beam, beam);
        }
    }

    public static void AddDraft(this Update update, double metres)
    {
        if (metres > 0)
        {
            update.Add(s_draft, new SkRecord(("current", metres)));
        }
    }
}

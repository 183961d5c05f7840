using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Output;

/// <summary>All sentences that can be made from the model.</summary>
public static partial class Nmea0183Encoder
{
    private const char Autonomous = 'A';
    private const char NoFix = 'N';

    public static IReadOnlyList<SentenceGenerator> All { get; } =
    [
        new("RMC", Rmc, Paths.Position, Paths.SpeedOverGround, Paths.CourseTrue),
        new("GGA", Gga, Paths.Position),
        new("GLL", Gll, Paths.Position),
        new("VTG", Vtg, Paths.SpeedOverGround, Paths.CourseTrue, Paths.CourseMagnetic),
        new("ZDA", Zda, Paths.Datetime),
        new("HDG", Hdg, Paths.HeadingMagnetic),
        new("HDM", Hdm, Paths.HeadingMagnetic, Paths.HeadingTrue),
        new("HDT", Hdt, Paths.HeadingTrue, Paths.HeadingMagnetic),
        new("ROT", Rot, Paths.RateOfTurn),
        new("RSA", Rsa, Paths.RudderAngle),
        new("VHW", Vhw, Paths.SpeedThroughWater),
        new("VLW", Vlw, Paths.Log),
        new("DPT", Dpt, Paths.BelowTransducer),
        new("DBT", Dbt, Paths.BelowTransducer),
        new("MTW", Mtw, Paths.WaterTemperature),
        new("MWVR", MwvRelative, Paths.WindAngleApparent, Paths.WindSpeedApparent),
        new("MWVT", MwvTrue, Paths.WindAngleTrueWater, Paths.WindSpeedTrue),
        new("MWD", Mwd, Paths.WindDirectionTrue, Paths.WindDirectionMagnetic, Paths.WindSpeedTrue),
        new("XTE", Xte, Paths.CrossTrackError),
        new("APB", Apb, Paths.CrossTrackError, Paths.NextPointBearingTrue, Paths.ToDestinationTrue),
        new("RMB", Rmb, Paths.NextPointPosition, Paths.NextPointDistance),
    ];

    /// <summary>By name (<c>RMC</c>, <c>MWVR</c>), in either case; null when there is none.</summary>
    public static SentenceGenerator? Find(string name) =>
        All.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase));

    private static int Rmc(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var fix = m.Position(Paths.Position, out var latitude, out var longitude);
        var w = new SentenceWriter(to, talker, "RMC"u8);
        w.Time(m.Utc);
        w.Letter(fix ? 'A' : 'V');
        w.Position(latitude, longitude);
        w.Number(fix ? m.Knots(Paths.SpeedOverGround) : double.NaN, 2);
        w.Number(fix ? m.Direction(Paths.CourseTrue) : double.NaN, 1);
        w.Date(m.Utc);
        w.Sided(m.Variation, 1, 'E', 'W');
        w.Letter(fix ? Autonomous : NoFix);
        return w.End();
    }

    private static int Gga(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var fix = m.Position(Paths.Position, out var latitude, out var longitude);
        var w = new SentenceWriter(to, talker, "GGA"u8);
        w.Time(m.Utc);
        w.Position(latitude, longitude);
        w.Whole(fix ? Sentences.Gga.Quality(m.Text(Paths.MethodQuality)) : 0, 1);
        w.Number(m.Number(Paths.Satellites), 0);
        w.Number(m.Number(Paths.HorizontalDilution), 1);
        w.Number(m.Number(Paths.AntennaAltitude), 1, 'M');
        w.Number(m.Number(Paths.GeoidalSeparation), 1, 'M');
        w.Empty();
        w.Empty();
        return w.End();
    }

    private static int Gll(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        if (!m.Position(Paths.Position, out var latitude, out var longitude))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "GLL"u8);
        w.Position(latitude, longitude);
        w.Time(m.Utc);
        w.Letter('A');
        w.Letter(Autonomous);
        return w.End();
    }

    private static int Vtg(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var speed = m.Number(Paths.SpeedOverGround);
        if (double.IsNaN(speed))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "VTG"u8);
        w.Number(m.True(Paths.CourseTrue, Paths.CourseMagnetic), 1, 'T');
        w.Number(m.Magnetic(Paths.CourseMagnetic, Paths.CourseTrue), 1, 'M');
        w.Number(speed / Units.Knot, 2, 'N');
        w.Number(speed / Units.KilometreAnHour, 2, 'K');
        w.Letter(Autonomous);
        return w.End();
    }

    private static int Zda(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var w = new SentenceWriter(to, talker, "ZDA"u8);
        w.Time(m.Utc);
        w.Whole(m.Utc.Day, 2);
        w.Whole(m.Utc.Month, 2);
        w.Whole(m.Utc.Year, 4);
        w.Whole(0, 2);
        w.Whole(0, 2);
        return w.End();
    }
}

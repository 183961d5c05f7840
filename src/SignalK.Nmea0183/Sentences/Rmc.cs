using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;
using SignalK.Nmea0183.Time;

namespace SignalK.Nmea0183.Sentences;

/// <summary>
/// RMC: recommended minimum GNSS data. Without a fix (status V, mode N) only the variation and the time are worth anything.
/// </summary>
static class Rmc
{
    private static readonly SkPath s_variationAge = SkPath.Of("navigation.magneticVariationAgeOfService");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 time, 1 status, 2-5 position, 6 knots, 7 degrees true, 8 date, 9-10 variation, 11 mode (version 2.3)
        if (s.Count < 10)
        {
            return ParseResult.Malformed;
        }

        var fix = s.Letter(1) == 'A' && s.Letter(11) != 'N';
        s.Parser.Fixes.Set(s.Header, fix);
        var hasTime = s.TryTime(0, out var timeOfDay);
        var dated = GnssTime.TryParseDate(s[8], out var date) && hasTime;
        var timestamp = dated ? s.Parser.Clock.Dated(date + timeOfDay) : hasTime ? s.Parser.Clock.Join(timeOfDay) : default;

        var update = s.Update(timestamp)
            .Add(Paths.Position, fix ? s.Position(2) : null)
            .Add(Paths.CourseTrue, fix ? s.Angle(7) : double.NaN)
            .Add(Paths.SpeedOverGround, fix ? s.Speed(6, Units.Knot) : double.NaN)
            .Add(Paths.Variation, Variation(s));
        if (dated)
        {
            update
                .Add(s_variationAge, Math.Floor((timestamp - DateTime.UnixEpoch).TotalSeconds))
                .Add(Paths.Datetime, Timestamp.Format(timestamp));
        }

        return ParseResult.Delta;
    }

    private static double Variation(in Sentence s) => s.Letter(10) switch
    {
        'E' => s.Angle(9),
        'W' => -s.Angle(9),
        _ => double.NaN,
    };
}

using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>BOD: the bearing of the track, from its origin.</summary>
static class Bod
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0-1 and 2-3 the bearing with its reference, 4 destination, 5 origin
        if (!(s.Has(0) && s.Has(1) && s.Has(2) && s.Has(3) && s.Has(4)))
        {
            return ParseResult.Nothing;
        }

        TrueMagnetic.Read(s, 0, out var bearingTrue, out var bearingMagnetic);
        s.Update()
            .Add(Paths.TrackTrue, bearingTrue)
            .Add(Paths.TrackMagnetic, bearingMagnetic)
            .Add(Paths.NextPointId, s.Text(4))
            .Add(Paths.PreviousPointId, s.Text(5));
        return ParseResult.Delta;
    }
}

/// <summary>HSC: the heading to steer.</summary>
static class Hsc
{
    public static ParseResult Parse(in Sentence s)
    {
        if (!(s.Has(0) && s.Has(1) && s.Has(2) && s.Has(3)))
        {
            return ParseResult.Nothing;
        }

        TrueMagnetic.Read(s, 0, out var headingTrue, out var headingMagnetic);
        s.Update().Add(Paths.TargetHeadingTrue, headingTrue).Add(Paths.TargetHeadingMagnetic, headingMagnetic);
        return ParseResult.Delta;
    }
}

/// <summary>BWC and BWR: bearing and distance to the waypoint.</summary>
static class Bearing
{
    private static readonly SkPath s_circlePosition = SkPath.Of("navigation.courseGreatCircle.nextPoint.position");
    private static readonly SkPath s_circleDistance = SkPath.Of("navigation.courseGreatCircle.nextPoint.distance");
    private static readonly SkPath s_circleTrue = SkPath.Of("navigation.courseGreatCircle.bearingTrackTrue");
    private static readonly SkPath s_circleMagnetic = SkPath.Of("navigation.courseGreatCircle.bearingTrackMagnetic");

    // 0 time, 1-4 position of the waypoint, 5-6 and 7-8 bearing with its reference, 9-10 distance, 11 waypoint, 12 mode
    public static ParseResult GreatCircle(in Sentence s)
    {
        var update = s.Update(s.TryTime(0, out var time) ? s.Parser.Clock.Join(time) : default)
            .Add(s_circlePosition, s.Position(1));
        if (s.Has(9) && s.Has(10))
        {
            update.Add(s_circleDistance, Distance(s));
        }

        if (s.Is(6, 'T') && s.Has(5))
        {
            update.Add(s_circleTrue, s.Angle(5));
        }

        if (s.Is(8, 'M') && s.Has(7))
        {
            update.Add(s_circleMagnetic, s.Angle(7));
        }

        return ParseResult.Delta;
    }

    public static ParseResult Rhumbline(in Sentence s)
    {
        var time = default(TimeSpan);
        var complete = s.TryTime(0, out time) && s.Has(1) && s.Has(2) && s.Has(3) && s.Has(4);
        var (bearingTrue, bearingMagnetic) = (double.NaN, double.NaN);
        if (complete)
        {
            TrueMagnetic.Read(s, 5, out bearingTrue, out bearingMagnetic);
        }

        s.Update(complete ? s.Parser.Clock.Join(time) : default)
            .Add(Paths.TrackTrue, bearingTrue)
            .Add(Paths.TrackMagnetic, bearingMagnetic)
            .Add(Paths.NextPointDistance, complete ? Distance(s) : double.NaN)
            .Add(Paths.NextPointPosition, complete ? s.Position(1) : null);
        return ParseResult.Delta;
    }

    private static double Distance(in Sentence s) => s.Number(9) * (s.Letter(10) == 'N' ? Units.NauticalMile : 1000);
}

/// <summary>An angle given twice, each time with the letter of its reference; any letter but T counts as magnetic.</summary>
static class TrueMagnetic
{
    public static void Read(in Sentence s, int index, out double angleTrue, out double angleMagnetic)
    {
        (angleTrue, angleMagnetic) = (double.NaN, double.NaN);
        for (var i = index; i <= index + 2; i += 2)
        {
            if (s.Letter(i + 1) == 'T')
            {
                angleTrue = s.Angle(i);
            }
            else
            {
                angleMagnetic = s.Angle(i);
            }
        }
    }
}

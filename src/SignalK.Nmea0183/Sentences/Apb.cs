using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>APB: what an autopilot steers by.</summary>
static class Apb
{
    private static readonly SkPath s_originTrue = SkPath.Of("navigation.courseRhumbline.bearingOriginToDestinationTrue");
    private static readonly SkPath s_originMagnetic = SkPath.Of("navigation.courseRhumbline.bearingOriginToDestinationMagnetic");
    public static readonly SkPath Arrival = SkPath.Of("notifications.arrivalCircleEntered");
    public static readonly SkPath Passed = SkPath.Of("notifications.perpendicularPassed");

    private static readonly SkRecord s_arrivalAlarm = Alarm("WP arrival circle entered!");
    private static readonly SkRecord s_passedAlarm = Alarm("Perpendicular passed!");

    public static ParseResult Parse(in Sentence s)
    {
        // 0-1 status, 2 cross-track error, 3 side to steer to, 4 unit, 5 arrival, 6 perpendicular, 7-8 bearing from origin,
        // 9 destination, 10-11 bearing from here, 12-13 heading to steer, 14 mode (version 2.3)
        if (!(s.Has(0) && s.Has(1) && s.Has(2) && s.Has(3) && s.Has(4)))
        {
            return ParseResult.Nothing;
        }

        if (s.Letter(0) == 'V' || s.Letter(1) == 'V' || s.Letter(14) == 'N')
        {
            return ParseResult.Void;
        }

        var origin = s.Angle(7);
        var here = s.Angle(10);
        var originMagnetic = s.Letter(8) == 'M';
        var hereMagnetic = s.Letter(11) == 'M';
        s.Update()
            .Add(Paths.CrossTrackError, Xte.Metres(s, 2))
            .Add(originMagnetic ? Paths.TrackMagnetic : Paths.TrackTrue, origin)
            .Add(originMagnetic ? s_originMagnetic : s_originTrue, origin)
            .Add(hereMagnetic ? Paths.ToDestinationMagnetic : Paths.ToDestinationTrue, here)
            .Add(hereMagnetic ? Paths.NextPointBearingMagnetic : Paths.NextPointBearingTrue, here)
            .Add(Paths.NextPointId, s.Text(9))
            .Add(s.Letter(13) == 'M' ? Paths.TargetHeadingMagnetic : Paths.TargetHeadingTrue, s.Angle(12))
            .Add(Arrival, s.Letter(5) == 'A' ? s_arrivalAlarm : null)
            .Add(Passed, s.Letter(6) == 'A' ? s_passedAlarm : null);
        return ParseResult.Delta;
    }

    private static SkRecord Alarm(string message) =>
        new(("method", new SkArray("sound", "visual")), ("state", "alarm"), ("message", message));
}

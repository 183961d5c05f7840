using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>
/// RMB: the way to the next waypoint. Without an active one (status V, mode N, or empty) everything is unknown, not 0.
/// </summary>
static class Rmb
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 status, 1 cross-track error nm, 2 side to steer to, 3 origin, 4 destination, 5-8 its position, 9 distance nm,
        // 10 bearing true, 11 closing speed knots, 12 arrival, 13 mode (version 2.3)
        if (s.Count < 12)
        {
            return ParseResult.Malformed;
        }

        var active = s.Letter(0) == 'A' && s.Letter(13) != 'N';
        var update = s.Update()
            .Add(Paths.NextPointPosition, active ? s.Position(5) : null)
            .Add(Paths.NextPointBearingTrue, active ? s.Angle(10) : double.NaN)
            .Add(Paths.NextPointVmg, active ? Math.Max(0, s.Number(11)) * Units.Knot : double.NaN)
            .Add(Paths.NextPointDistance, active ? s.Number(9) * Units.NauticalMile : double.NaN)
            .Add(Paths.CrossTrackError, active ? s.Number(1) * Units.NauticalMile * (s.Letter(2) == 'L' ? 1 : -1) : double.NaN);
        if (s.Has(4))
        {
            update.Add(Paths.NextPointId, s.Text(4));
        }

        if (s.Has(3))
        {
            update.Add(Paths.PreviousPointId, s.Text(3));
        }

        return ParseResult.Delta;
    }
}

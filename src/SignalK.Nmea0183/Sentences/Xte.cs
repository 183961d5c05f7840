using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>XTE: distance from the track. Positive when the track lies to port (steer left).</summary>
static class Xte
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0-1 status, 2 distance, 3 side to steer to, 4 unit, 5 mode (version 2.3)
        if (s.Letter(0) == 'V' || s.Letter(1) == 'V')
        {
            return ParseResult.Void;
        }

        return (!s.Has(2) && !s.Has(3)) || s.Letter(5) == 'N'
            ? ParseResult.Nothing
            : s.One(Paths.CrossTrackError, Metres(s, 2));
    }

    /// <summary>Distance, side and unit from three fields in a row.</summary>
    public static double Metres(in Sentence s, int index) =>
        s.NumberOrZero(index) * (s.Letter(index + 1) == 'L' ? 1 : -1) * (s.Letter(index + 2) == 'N' ? Units.NauticalMile : 1000);
}

using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>GSA: satellites used. The fix it names (1 none, 2 plane, 3 space) tells whether its figures mean anything.</summary>
static class Gsa
{
    private static readonly SkPath s_positionDilution = SkPath.Of("navigation.gnss.positionDilution");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 selection, 1 fix, 2-13 satellites, 14 PDOP, 15 HDOP, 16 VDOP
        if (s.Letter(1) is not ('2' or '3') || !(s.Has(14) && s.Has(15)))
        {
            return ParseResult.Nothing;
        }

        s.Update().Add(s_positionDilution, s.Number(14)).Add(Paths.HorizontalDilution, s.Number(15));
        return ParseResult.Delta;
    }
}

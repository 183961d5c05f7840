using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Message 27: position for reception from far away, in tenths of minutes, whole knots and degrees.</summary>
static class LongRange
{
    private const double PerDegree = 600;

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        var (longitude, latitude) = (bits.Signed(44, 18) / PerDegree, bits.Signed(62, 17) / PerDegree);
        if (bits.Count < 94 || Math.Abs(longitude) > 180 || Math.Abs(latitude) > 90)
        {
            return ParseResult.Nothing;
        }

        if (AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.Add(Paths.Position, new SkPosition(latitude, longitude));
        update.AddState(bits.Unsigned(40, 4));
        if (bits.Unsigned(79, 6) is not 63 and var knots)
        {
            update.Add(Paths.SpeedOverGround, knots * Units.Knot);
        }

        update.AddCourse(bits.Unsigned(85, 9) * 10);
        return ParseResult.Delta;
    }
}

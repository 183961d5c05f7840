using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Message 9: position of an aircraft in search and rescue. Its speed is in whole knots.</summary>
static class SarAircraft
{
    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (AisReport.Position(bits, 61) is not { } position)
        {
            return ParseResult.Nothing;
        }

        if (AisReport.Begin(s, bits, AisTargetKind.Aircraft) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.Add(Paths.Position, position);
        if (bits.Unsigned(50, 10) is not 1023 and var knots)
        {
            update.Add(Paths.SpeedOverGround, knots * Units.Knot);
        }

        update.AddCourse(bits.Count >= 128 ? bits.Unsigned(116, 12) : 3600);
        return ParseResult.Delta;
    }
}

using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>
/// Messages 1, 2 and 3: position of a class A station. Without a position the message says nothing worth a place on the chart.
/// </summary>
static class ClassAPosition
{
    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (AisReport.Position(bits, 61) is not { } position)
        {
            return ParseResult.Nothing;
        }

        if (AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.Add(Paths.Position, position);
        update.AddClass("A");
        update.AddState(bits.Unsigned(38, 4));
        update.AddRateOfTurn(bits.Count > 50 ? bits.Signed(42, 8) : -128);
        update.AddSpeed(bits.Unsigned(50, 10));
        update.AddCourse(bits.Count >= 128 ? bits.Unsigned(116, 12) : 3600);
        update.AddHeading(bits.Count >= 137 ? bits.Unsigned(128, 9) : 511);
        update.AddManeuver(bits.Unsigned(143, 2));
        return ParseResult.Delta;
    }
}

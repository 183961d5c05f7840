using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Messages 4 and 11: a station reports time and place; 4 comes from base stations.</summary>
static class BaseStation
{
    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        var fixedStation = bits.Unsigned(0, 6) == 4;
        if (AisReport.Position(bits, 79) is not { } position)
        {
            return ParseResult.Nothing;
        }

        if (AisReport.Begin(s, bits, fixedStation ? AisTargetKind.AidToNavigation : AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.Add(Paths.Position, position);
        if (fixedStation)
        {
            update.AddClass("BASE");
        }

        return ParseResult.Delta;
    }
}

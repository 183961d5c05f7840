using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Message 21: an aid to navigation, real, synthetic or virtual.</summary>
static class AidToNavigation
{
    private static readonly SkPath s_type = SkPath.Of("atonType");
    private static readonly SkPath s_offPosition = SkPath.Of("offPosition");
    private static readonly SkPath s_virtual = SkPath.Of("virtual");

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        if (bits.Count < 219 || AisReport.Begin(s, bits, AisTargetKind.AidToNavigation) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.AddClass("ATON");
        update.AddName(bits.Text(43, 120, more: 272));
        if (AisReport.Position(bits, 164) is { } position)
        {
            update.Add(Paths.Position, position);
        }

        update.AddDimensions(bits, 219);
        if (AisTypes.Aid(bits.Unsigned(38, 5)) is { } type)
        {
            update.Add(s_type, type);
        }

        update.Add(s_offPosition, bits.Flag(259)).Add(s_virtual, bits.Flag(269));
        return ParseResult.Delta;
    }
}

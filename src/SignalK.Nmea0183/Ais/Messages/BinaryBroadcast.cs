using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>
/// Message 8: binary broadcast, whose content an area code and a function within it name (IMO SN.1/Circ.289, UNECE).
/// </summary>
static class BinaryBroadcast
{
    private static readonly SkPath s_area = SkPath.Of("sensors.ais.designatedAreaCode");
    private static readonly SkPath s_function = SkPath.Of("sensors.ais.functionalId");

    public static ParseResult Parse(in Sentence s, in SixBits bits) => (bits.Unsigned(40, 10), bits.Unsigned(50, 6)) switch
    {
        (200, 10) => InlandShip(s, bits),
        (1, 31) => Weather.Current(s, bits),
        (1, 11) => Weather.Former(s, bits),
        (367, 33) => WeatherStation.Parse(s, bits),
        _ => ParseResult.Nothing,
    };

    public static void AddFunction(Update update, in SixBits bits) =>
        update.Add(s_area, bits.Unsigned(40, 10)).Add(s_function, bits.Unsigned(50, 6));

    // Size in decimetres, draught in centimetres.
    private static ParseResult InlandShip(in Sentence s, in SixBits bits)
    {
        if (bits.Count < 155 || AisReport.Begin(s, bits, AisTargetKind.Vessel) is not { } update)
        {
            return ParseResult.Malformed;
        }

        update.AddSize(bits.Unsigned(104, 13) / 10.0, bits.Unsigned(117, 10) / 10.0);
        update.AddDraft(bits.Unsigned(144, 11) / 100.0);
        AddFunction(update, bits);
        return ParseResult.Delta;
    }
}

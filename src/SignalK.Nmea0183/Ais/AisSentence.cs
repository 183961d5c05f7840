using SignalK.Nmea0183.Ais.Messages;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais;

/// <summary>VDM and VDO: AIS messages (ITU-R M.1371-5), whole or in parts.</summary>
static class AisSentence
{
    private const int MinBits = 38; // type, repeat and MMSI

    public static ParseResult Parse(in Sentence s)
    {
        // 0 parts, 1 number of this one, 2 message, 3 channel, 4 payload, 5 fill bits: exactly these (IEC 61162-1, VDM)
        var (total, number) = (s.Whole(0), s.Whole(1));
        var payload = s[4];
        if (s.Count != 6 || total is < 1 or > AisAssembler.MaxParts || number < 1 || number > total || payload.IsEmpty)
        {
            return s.Has(4) ? ParseResult.Malformed : ParseResult.Nothing;
        }

        var fill = s.Has(5) ? s.Whole(5) : 0;
        if (total > 1 && !s.Parser.AisParts.TryComplete(s.Source, s[2], s[3], total, number, payload, out payload))
        {
            return ParseResult.Nothing;
        }

        Span<byte> sextets = stackalloc byte[SixBits.MaxSextets];
        return SixBits.TryRead(payload, fill, sextets, out var bits) && bits.Count >= MinBits
            ? Dispatch(s, bits)
            : ParseResult.Malformed;
    }

    private static ParseResult Dispatch(in Sentence s, in SixBits bits) => bits.Unsigned(0, 6) switch
    {
        1 or 2 or 3 => ClassAPosition.Parse(s, bits),
        4 or 11 => BaseStation.Parse(s, bits),
        5 => ClassAStatic.Parse(s, bits),
        8 => BinaryBroadcast.Parse(s, bits),
        9 => SarAircraft.Parse(s, bits),
        14 => SafetyText.Parse(s, bits),
        18 => ClassBPosition.Parse(s, bits),
        19 => ClassBExtended.Parse(s, bits),
        21 => AidToNavigation.Parse(s, bits),
        24 => ClassBStatic.Parse(s, bits),
        27 => LongRange.Parse(s, bits),
        _ => ParseResult.Nothing,
    };
}

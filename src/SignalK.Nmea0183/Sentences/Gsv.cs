using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>GSV: satellites in view, four to a sentence; the value is published when the group is complete.</summary>
static class Gsv
{
    private static readonly SkPath s_inView = SkPath.Of("navigation.gnss.satellitesInView");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 sentences, 1 number of this one, 2 satellites in view, then four fields for each satellite
        var (total, number, count) = (s.Whole(0), s.Whole(1), s.Whole(2));
        if (total is < 1 or > SatelliteGroup.MaxSentences || number < 1 || number > total || count < 0)
        {
            return s.Has(0) ? ParseResult.Malformed : ParseResult.Nothing;
        }

        var group = s.Parser.Satellites;
        if (!group.Accept(s.Source, total, number, s.Parser.Counters))
        {
            return ParseResult.Nothing;
        }

        for (var field = 3; field + 3 < s.Count; field += 4)
        {
            if (s.Whole(field) is >= 0 and var satellite)
            {
                group.Add(satellite, s.Angle(field + 1), s.Angle(field + 2), s.Number(field + 3));
            }
        }

        return number < total ? ParseResult.Nothing : Publish(s, group, count);
    }

    private static ParseResult Publish(in Sentence s, SatelliteGroup group, int count)
    {
        var header = s.Header;
        var slave = header.Length == 6 && (header[5] & 0x5f) == 'H'; // Unicore receivers: the second antenna
        var source = slave && s.Source.Device is { Length: 2 } talker
            ? s.Parser.Sources.Named($"{talker}-H", header, 2)
            : s.Source;
        s.Delta.Add(source, s.TagTime).Add(s_inView, group.Take(count, System(header), slave));
        return ParseResult.Delta;
    }

    private static string? System(ReadOnlySpan<byte> header) => (header[0], header[1]) switch
    {
        ((byte)'G', (byte)'P') => "GPS",
        ((byte)'G', (byte)'L') => "GLONASS",
        ((byte)'G', (byte)'A') => "GALILEO",
        ((byte)'G', (byte)'B') or ((byte)'B', (byte)'D') => "BEIDOU",
        ((byte)'G', (byte)'Q') or ((byte)'Q', (byte)'Z') => "QZSS",
        ((byte)'G', (byte)'I') => "NAVIC",
        _ => null,
    };
}

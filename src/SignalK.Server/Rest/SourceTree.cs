using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Server.Rest;

/// <summary>
/// <c>{"gps":{"label":"gps","type":"NMEA0183","GP":{"talker":"GP","sentences":{"RMC":"2026-…"}}},"defaults":{}}</c>
/// </summary>
internal static class SourceTree
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<Source> sources)
    {
        writer.WriteStartObject();
        foreach (var group in sources.GroupBy(s => s.Label ?? s.Ref.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(group.Key);
            var typed = group.Where(s => s.Type is not null).ToArray();
            if (typed.Length > 0)
            {
                writer.WriteString("label"u8, group.Key);
                writer.WriteString("type"u8, typed[0].Type);
            }

            foreach (var device in typed.Where(s => s.Device is { Length: > 0 }).GroupBy(s => s.Device!).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(device.Key);
                WriteDevice(writer, device.Key, [.. device]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteDevice(Utf8JsonWriter writer, string device, Source[] sources)
    {
        var sentences = sources.Where(s => s.Sentence is not null).ToArray();
        if (sentences.Length > 0)
        {
            writer.WriteString("talker"u8, device);
            writer.WriteStartObject("sentences"u8);
            foreach (var source in sentences.DistinctBy(s => s.Sentence))
            {
                writer.WriteString(source.Sentence!, Timestamp.Format(source.LastSeen));
            }

            writer.WriteEndObject();
        }

        var pgns = sources.Where(s => s.Pgn is not null).ToArray();
        if (pgns.Length > 0)
        {
            writer.WriteStartObject("n2k"u8);
            writer.WriteStartObject("pgns"u8);
            foreach (var source in pgns.DistinctBy(s => s.Pgn))
            {
                writer.WriteString(source.Pgn!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Timestamp.Format(source.LastSeen));
            }

            writer.WriteEndObject();
            writer.WriteString("src"u8, device);
            writer.WriteEndObject();
        }
    }
}

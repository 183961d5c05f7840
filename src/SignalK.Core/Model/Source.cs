using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>
/// Where an update comes from: the <c>source</c> object beside its <see cref="SourceRef"/>. Immutable; a producer keeps one
/// for each combination it sends and reuses it, so nothing is built per delta.
/// </summary>
public sealed class Source
{
    private readonly byte[]? _json;
    private long _lastSeen;

    private Source(SourceRef reference, byte[]? json)
    {
        Ref = reference;
        _json = json;
    }

    public SourceRef Ref { get; }

    /// <summary>Connection label, the first part of <c>$source</c>.</summary>
    public string? Label { get; private init; }

    /// <summary><c>NMEA0183</c>, <c>NMEA2000</c>, <c>signalk</c>, …</summary>
    public string? Type { get; private init; }

    /// <summary>NMEA 0183 sentence formatter (<c>RMC</c>); written beside the value in the full model.</summary>
    public string? Sentence { get; private init; }

    /// <summary>NMEA 0183 talker (<c>GP</c>), or the NMEA 2000 source address.</summary>
    public string? Device { get; private init; }

    /// <summary>NMEA 2000 parameter group number; written beside the value in the full model.</summary>
    public int? Pgn { get; private init; }

    /// <summary>UTC of its last update; default before the first. Written by the ingest.</summary>
    public DateTime LastSeen
    {
        get => new(Volatile.Read(ref _lastSeen), DateTimeKind.Utc);
        internal set => Volatile.Write(ref _lastSeen, value.Ticks);
    }

    /// <summary>The <c>source</c> object as JSON; empty when only <c>$source</c> is known.</summary>
    public ReadOnlySpan<byte> Json => _json;

    /// <summary>A source known by its reference alone.</summary>
    public static Source Of(string reference) => new(SourceRef.Of(reference), null) { Label = reference };

    /// <summary><c>$source</c> is <c>label.talker</c>; without a label (decoding a file) just the talker.</summary>
    public static Source Nmea0183(string? label, string talker, string sentence)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            writer.WriteStartObject();
            if (label is not null)
            {
                writer.WriteString("label", label);
            }

            writer.WriteString("type", "NMEA0183");
            writer.WriteString("sentence", sentence);
            writer.WriteString("talker", talker);
            writer.WriteEndObject();
        }

        return new(SourceRef.Of(label is null ? talker : $"{label}.{talker}"), buffer.WrittenSpan.ToArray())
        {
            Label = label,
            Type = "NMEA0183",
            Sentence = sentence,
            Device = talker,
        };
    }

    /// <summary>A source object that another server or a plugin sent; kept as it is.</summary>
    /// <param name="reference">The <c>$source</c> to keep values under.</param>
    /// <param name="json">A complete JSON object.</param>
    public static Source FromJson(string reference, ReadOnlySpan<byte> json)
    {
        string? label = null, type = null, sentence = null, device = null;
        int? pgn = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                var text = reader.GetString();
                switch (name)
                {
                    case "label": label = text; break;
                    case "type": type = text; break;
                    case "sentence": sentence = text; break;
                    case "src" or "talker": device = text; break;
                }
            }
            else if (reader.TokenType == JsonTokenType.Number && name == "pgn" && reader.TryGetInt32(out var number))
            {
                pgn = number;
            }
            else
            {
                reader.Skip();
            }
        }

        return new(SourceRef.Of(reference), json.ToArray())
        {
            Label = label,
            Type = type,
            Sentence = sentence,
            Device = device,
            Pgn = pgn,
        };
    }

    public override string ToString() => _json is null ? Ref.Name : Encoding.UTF8.GetString(_json);
}

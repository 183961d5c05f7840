using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>Deltas as JSON, token by token: nothing is built in between.</summary>
public static class DeltaWriter
{
    public static JsonEncodedText Context { get; } = JsonEncodedText.Encode("context");

    public static JsonEncodedText Updates { get; } = JsonEncodedText.Encode("updates");

    public static JsonEncodedText SourceName { get; } = JsonEncodedText.Encode("source");

    public static JsonEncodedText SourceRefName { get; } = JsonEncodedText.Encode("$source");

    public static JsonEncodedText TimestampName { get; } = JsonEncodedText.Encode("timestamp");

    public static JsonEncodedText Values { get; } = JsonEncodedText.Encode("values");

    public static JsonEncodedText Meta { get; } = JsonEncodedText.Encode("meta");

    public static JsonEncodedText Path { get; } = JsonEncodedText.Encode("path");

    public static JsonEncodedText Value { get; } = JsonEncodedText.Encode("value");

    /// <summary>The delta as a codec made it: no own context, no <c>$source</c>, no timestamp that was not in the input.</summary>
    public static void WriteBare(Utf8JsonWriter writer, Delta delta)
    {
        writer.WriteStartObject();
        if (delta.Context is { } context)
        {
            writer.WriteString(Context, context);
        }

        writer.WriteStartArray(Updates);
        for (var i = 0; i < delta.Count; i++)
        {
            var update = delta[i];
            writer.WriteStartObject();
            if (update.Source is { Json.Length: > 0 } source)
            {
                writer.WritePropertyName(SourceName);
                writer.WriteRawValue(source.Json, skipInputValidation: true);
            }

            if (update.Timestamp != default)
            {
                WriteTimestamp(writer, update.Timestamp);
            }

            WriteValues(writer, update.Values);
            WriteMetas(writer, update.Metas);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteTimestamp(Utf8JsonWriter writer, DateTime utc)
    {
        Span<byte> text = stackalloc byte[Timestamp.MaxLength];
        writer.WriteString(TimestampName, text[..Timestamp.Format(utc, text)]);
    }

    public static void WriteValues(Utf8JsonWriter writer, ReadOnlySpan<PathValue> values)
    {
        writer.WriteStartArray(Values);
        foreach (ref readonly var entry in values)
        {
            writer.WriteStartObject();
            writer.WriteString(Path, entry.Path.Encoded);
            writer.WritePropertyName(Value);
            entry.Value.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the <c>meta</c> array; nothing when there is none.</summary>
    public static void WriteMetas(Utf8JsonWriter writer, ReadOnlySpan<PathMeta> metas)
    {
        if (metas.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray(Meta);
        foreach (ref readonly var entry in metas)
        {
            writer.WriteStartObject();
            writer.WriteString(Path, entry.Path.Encoded);
            writer.WritePropertyName(Value);
            entry.Meta.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

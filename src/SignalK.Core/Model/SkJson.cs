using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>How Signal K JSON is read and written everywhere in this program.</summary>
public static class SkJson
{
    /// <summary>Nesting deeper than this is nobody's boat: the reader refuses it.</summary>
    public const int MaxDepth = 32;

    // Relaxed escaping writes "°" and "'" as they are, like every other server; our output is application/json, never HTML.
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>The value at the reader, which is moved to its last token.</summary>
    /// <param name="reader">Stands on the value's first token; reads a whole value, all of it in <paramref name="json"/>.</param>
    /// <param name="json">The span that the reader was made over.</param>
    public static SkValue ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return SkValue.Null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return reader.GetDouble();
            case JsonTokenType.String:
                return reader.GetString();
            default:
                var start = (int)reader.TokenStartIndex;
                SkipChecked(ref reader);
                var text = json[start..(int)reader.BytesConsumed];
                return TryReadPosition(text) is { } position ? position : new SkJsonValue(text);
        }
    }

    // What is kept as text will be read again by somebody who cannot refuse it any more: escapes that make no text (half of a
    // surrogate pair) are refused here, with an InvalidOperationException of the reader's own.
    private static void SkipChecked(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
        while (reader.Read() && reader.CurrentDepth > depth);
    }

    // A position is read often (geofences, radius subscriptions), so it is worth knowing by its type.
    private static SkPosition? TryReadPosition(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        double? latitude = null, longitude = null, altitude = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = reader.ValueTextEquals("latitude"u8) ? 1
                : reader.ValueTextEquals("longitude"u8) ? 2
                : reader.ValueTextEquals("altitude"u8) ? 3 : 0;
            if (slot == 0 || !reader.Read() || reader.TokenType != JsonTokenType.Number)
            {
                return null;
            }

            var number = reader.GetDouble();
            _ = slot switch
            {
                1 => latitude = number,
                2 => longitude = number,
                _ => altitude = number,
            };
        }

        return latitude is { } lat && longitude is { } lon ? new SkPosition(lat, lon, altitude) : null;
    }
}

using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Server.Http;

namespace SignalK.Server.Rest;

/// <summary><c>{"value":…[,"source":"…"]}</c></summary>
internal static class PutBody
{
    /// <exception cref="RequestException">It is not that.</exception>
    public static (SkValue Value, string? Source) Parse(byte[] body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RequestException(400, body.Length == 0 ? "input is missing a value" : $"the body is no JSON: {e.Message}");
        }
    }

    private static (SkValue Value, string? Source) Read(byte[] body)
    {
        var reader = new Utf8JsonReader(body, SkJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new RequestException(400, "input is missing a value");
        }

        SkValue? value = null;
        string? source = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = SkJson.ReadValue(ref reader, body);
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                reader.Read();
                source = reader.TokenType == JsonTokenType.String ? reader.GetString() : source;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // What follows the object must be nothing.
        reader.Read();
        return (value ?? throw new RequestException(400, "input is missing a value"), source);
    }
}

using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Server.Rest;

/// <summary>Steps into JSON text by member names.</summary>
internal static class JsonWalk
{
    /// <summary>The part of <paramref name="json"/> that the segments of <paramref name="path"/> lead to.</summary>
    public static bool TryFind(ReadOnlySpan<byte> json, PathWalker path, out Range found)
    {
        found = default;
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        while (path.TryNext(out var name))
        {
            if (!TryEnter(ref reader, name))
            {
                return false;
            }
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        found = start..(int)reader.BytesConsumed;
        return true;
    }

    private static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return TryIndex(ref reader, name);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryIndex(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        if (!int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index))
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}

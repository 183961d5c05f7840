using System.Text.Json;
using System.Text.Unicode;

namespace SignalK.Core.Model;

/// <summary>
/// Reads deltas from JSON that others wrote. Keeps source objects by their text, so that a client that sends the same source
/// again and again costs nothing new. Not thread-safe: one for each client.
/// </summary>
/// <param name="defaultSource">Stands where neither <c>$source</c> nor <c>source</c> is given.</param>
public sealed class DeltaReader(Source defaultSource)
{
    private const int MaxSources = 64;
    private const int MaxUpdates = 256;

    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);

    /// <summary>For <c>Hub.Announce</c> alone: paths are not interned.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Reads one delta.</summary>
    /// <returns>Null when the delta is good, else what is wrong with it; values read before the fault are dropped.</returns>
    public string? Read(ReadOnlySpan<byte> json, Delta delta)
    {
        delta.Clear();
        if (!Utf8.IsValid(json))
        {
            return "not UTF-8";
        }

        try
        {
            var error = ReadDelta(json, delta);
            if (error is not null)
            {
                delta.Clear();
            }

            return error;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            delta.Clear();
            return $"not valid JSON: {e.Message}";
        }
    }

    private string? ReadDelta(ReadOnlySpan<byte> json, Delta delta)
    {
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return "a delta is a JSON object";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("context"u8))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    return "context is a string";
                }

                delta.Context = reader.GetString();
            }
            else if (reader.ValueTextEquals("updates"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return "updates is an array";
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType != JsonTokenType.StartObject)
                    {
                        return "an update is an object";
                    }

                    if (delta.Count >= MaxUpdates)
                    {
                        return $"more than {MaxUpdates} updates in one delta";
                    }

                    if (ReadUpdate(ref reader, json, delta.Add()) is { } error)
                    {
                        return error;
                    }
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Whatever follows the object is read too: trailing garbage is a fault of the sender's.
        return reader.Read() ? "more than one JSON value" : null;
    }

    private string? ReadUpdate(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Update update)
    {
        string? reference = null;
        ReadOnlySpan<byte> source = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("values"u8) || reader.ValueTextEquals("meta"u8))
            {
                var isMeta = reader.ValueTextEquals("meta"u8);
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return "values and meta are arrays";
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (ReadEntry(ref reader, json, update, isMeta) is { } error)
                    {
                        return error;
                    }
                }
            }
            else if (reader.ValueTextEquals("$source"u8))
            {
                reader.Read();
                reference = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && Timestamp.TryParse(reader.GetString(), out var utc))
                {
                    update.Timestamp = utc;
                }
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                source = json[start] == (byte)'{' ? json[start..(int)reader.BytesConsumed] : default;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        update.Source = SourceFor(reference, source);
        return null;
    }

    private string? ReadEntry(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Update update, bool isMeta)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "a value is an object with path and value";
        }

        SkPath? path = null;
        SkValue? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("path"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || !TryGetPath(reader.GetString(), out path))
                {
                    return "not a Signal K path";
                }
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = SkJson.ReadValue(ref reader, json);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (path is null || value is not { } known)
        {
            return "a value needs path and value";
        }

        if (!isMeta)
        {
            update.Add(path, known);
        }
        else if (known.Object is { } meta && SkMembers.IsObject(meta))
        {
            update.AddMeta(path, meta);
        }
        else
        {
            return "metadata is an object";
        }

        return null;
    }

    private bool TryGetPath(string? name, out SkPath path) => IsPassing ? SkPath.TryPass(name, out path) : SkPath.TryGet(name, out path);

    private Source SourceFor(string? reference, ReadOnlySpan<byte> json)
    {
        if (reference is null && json.IsEmpty)
        {
            return defaultSource;
        }

        var key = json.IsEmpty ? reference! : $"{reference} {System.Text.Encoding.UTF8.GetString(json)}";
        if (_sources.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_sources.Count >= MaxSources)
        {
            _sources.Clear();
        }

        var source = json.IsEmpty ? Source.Of(reference!) : Source.FromJson(reference ?? ReferenceOf(json), json);
        _sources.Add(key, source);
        return source;
    }

    // What upstream calls the source when only the object is given: label.talker or label.src, else the label.
    private string ReferenceOf(ReadOnlySpan<byte> json)
    {
        var source = Source.FromJson("unnamed", json);
        return (source.Label, source.Device) switch
        {
            (null, _) => defaultSource.Ref.Name,
            ({ } label, null) => label,
            ({ } label, { } device) => $"{label}.{device}",
        };
    }
}

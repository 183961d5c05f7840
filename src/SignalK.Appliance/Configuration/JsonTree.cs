using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// Reads JSON into nodes that can be changed. The framework's own reading throws, at the first look, at an object that has a
/// key twice, as one has that was edited by hand; here the last one counts, as in Node.
/// </summary>
static class JsonTree
{
    static readonly JsonDocumentOptions s_reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 };

    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    /// <param name="duplicate">Takes the path of each key that stands there more than once.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> json, Action<string> duplicate)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, s_reading);
            return Convert(document.RootElement, "", duplicate);
        }
        catch (InvalidOperationException error)
        {
            // Half a pair of surrogates, or broken UTF-8, in a text.
            throw new JsonException(error.Message);
        }
    }

    static JsonNode? Convert(JsonElement json, string path, Action<string> duplicate)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in json.EnumerateObject())
                {
                    var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    if (members.Remove(member.Name))
                        duplicate(at);
                    members.Add(member.Name, Convert(member.Value, at, duplicate));
                }
                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                var index = 0;
                foreach (var item in json.EnumerateArray())
                    items.Add(Convert(item, $"{path}[{index++}]", duplicate));
                return items;
            case JsonValueKind.String:
                return JsonValue.Create(json.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(json.Clone());
        }
    }
}

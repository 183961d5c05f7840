using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// baseDeltas.json: the boat's name, identity, static data and the owner's metadata, as an array of deltas in upstream's form.
/// Names without a dot stand together in an object at the empty path. What we don't know in it is kept. Not thread-safe.
/// </summary>
sealed class BaseDeltas(JsonArray deltas)
{
    const string Self = "vessels.self";

    public JsonArray Document => deltas;

    public JsonNode? GetValue(string path) => path.Contains('.')
        ? Find("values", path)?.Entry["value"]
        : (Find("values", "")?.Entry["value"] as JsonObject)?[path];

    public string? GetText(string path) =>
        GetValue(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <param name="value">Null removes it.</param>
    public void SetValue(string path, JsonNode? value)
    {
        if (path.Contains('.'))
        {
            Set("values", path, value);
            return;
        }
        var names = Find("values", "")?.Entry["value"]?.DeepClone() as JsonObject ?? [];
        names.Remove(path);
        if (value is not null)
            names[path] = value;
        Set("values", "", names.Count == 0 ? null : names);
    }

    public JsonObject? GetMeta(string path) => Find("meta", path)?.Entry["value"] as JsonObject;

    /// <param name="meta">Null removes it.</param>
    public void SetMeta(string path, JsonObject? meta) => Set("meta", path, meta);

    void Set(string kind, string path, JsonNode? value)
    {
        if (Find(kind, path) is { } known)
        {
            if (value is not null)
            {
                known.Entry["value"] = value;
                return;
            }
            known.Entries.Remove(known.Entry);
            if (known.Entries.Count == 0)
                deltas.Remove(known.Delta);
        }
        else if (value is not null)
        {
            deltas.Add((JsonNode)new JsonObject
            {
                ["context"] = Self,
                ["updates"] = new JsonArray(new JsonObject { [kind] = new JsonArray(new JsonObject { ["path"] = path, ["value"] = value }) }),
            });
        }
    }

    (JsonObject Delta, JsonArray Entries, JsonObject Entry)? Find(string kind, string path)
    {
        foreach (var delta in deltas.OfType<JsonObject>())
        {
            if (Text(delta["context"]) is not (Self or null))
                continue;
            foreach (var update in (delta["updates"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (update[kind] is not JsonArray entries)
                    continue;
                foreach (var entry in entries.OfType<JsonObject>())
                {
                    if (Text(entry["path"]) == path)
                        return (delta, entries, entry);
                }
            }
        }
        return null;
    }

    static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}

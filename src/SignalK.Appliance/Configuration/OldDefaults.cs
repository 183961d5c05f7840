using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// defaults.json, which came before baseDeltas.json: a full model in which <c>vessels.self</c> holds the static data, some
/// as <c>{"value":…,"meta":…}</c> and some, under <c>communication</c>, bare.
/// </summary>
static class OldDefaults
{
    public static BaseDeltas Convert(JsonObject defaults)
    {
        var deltas = new BaseDeltas([]);
        if ((defaults["vessels"] as JsonObject)?["self"] is not JsonObject self)
            return deltas;
        foreach (var (name, node) in self)
        {
            if (node is JsonObject branch)
                Walk(deltas, name, branch, bareLeaves: name == "communication");
            else if (node?.GetValueKind() == JsonValueKind.String)
                deltas.SetValue(name, node.DeepClone());
        }
        return deltas;
    }

    static void Walk(BaseDeltas deltas, string path, JsonObject branch, bool bareLeaves)
    {
        foreach (var (name, node) in branch)
        {
            if (name == "meta" && node is JsonObject meta)
                deltas.SetMeta(path, (JsonObject)meta.DeepClone());
            else if (name == "value" && node is not null)
                deltas.SetValue(path, node.DeepClone());
            else if (node is JsonObject child)
                Walk(deltas, $"{path}.{name}", child, bareLeaves);
            else if (bareLeaves && node is not null)
                deltas.SetValue($"{path}.{name}", node.DeepClone());
        }
    }
}

using System.Text.Json.Nodes;

namespace SignalK.Appliance.Device.Jsonc;

/// <summary>What somebody wrote by hand, as plain JSON.</summary>
static class JsoncPlain
{
    public static string Of(JsoncNode node) => Node(node)?.ToJsonString() ?? "null";

    static JsonNode? Node(JsoncNode node) => node.Kind switch
    {
        JsoncKind.Flag => JsonValue.Create(node.Text == "true"),
        JsoncKind.Text or JsoncKind.Number => JsonValue.Create(node.Text),
        JsoncKind.List => new JsonArray([.. node.Items.Select(Node)]),
        JsoncKind.Object => new JsonObject(node.Members.Select(member => KeyValuePair.Create(member.Name, Node(member.Value)))),
        _ => null,
    };
}

using System.Text.Json.Nodes;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>What somebody wrote by hand, as plain JSON.</summary>
static class OwnerJson
{
    public static string Of(OwnerNode node) => Node(node)?.ToJsonString() ?? "null";

    static JsonNode? Node(OwnerNode node) => node.Kind switch
    {
        OwnerKind.Flag => JsonValue.Create(node.Text == "true"),
        OwnerKind.Text or OwnerKind.Number => JsonValue.Create(node.Text),
        OwnerKind.List => new JsonArray([.. node.Items.Select(Node)]),
        OwnerKind.Object => new JsonObject(node.Members.Select(member => KeyValuePair.Create(member.Name, Node(member.Value)))),
        _ => null,
    };
}

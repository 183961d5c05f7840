using SignalK.Appliance.Device.Jsonc;

namespace SignalK.Appliance.Device.Owner;

/// <summary>The secrets of a file: where they stand, and whether they were taken.</summary>
static class OwnerSecrets
{
    /// <summary>Every value in a place where a secret belongs, blank or not.</summary>
    public static IEnumerable<JsoncNode> Places(JsoncNode root)
    {
        var wifi = Member(root, "wifi");
        JsoncNode?[] groups = [.. Member(wifi, "client") is { Kind: JsoncKind.List } list ? list.Items : [], Member(wifi, "client"), Member(wifi, "accessPoint"), Member(root, "admin")];
        return groups.Select(group => Member(group, "password")).OfType<JsoncNode>()
            .Where(secret => secret.Kind is JsoncKind.Text or JsoncKind.Number);
    }

    /// <summary>Those that are not blank.</summary>
    public static IEnumerable<JsoncNode> Written(JsoncNode root) => Places(root).Where(secret => !string.IsNullOrWhiteSpace(secret.Text));

    /// <summary>What is left of those whose blanking was cut short.</summary>
    public static IEnumerable<JsoncNode> HalfBlank(JsoncNode root) => Places(root).Where(secret => secret.Text.Contains(JsoncText.Mark));

    /// <summary>Those that the settings hold: what was refused stays for its owner to put right.</summary>
    public static IEnumerable<JsoncNode> Taken(JsoncNode root, OwnerSettings settings)
    {
        HashSet<string?> taken = [settings.Admin?.Password, settings.Wifi?.AccessPoint?.Password, .. settings.Wifi?.Clients.Select(client => client.Password) ?? []];
        return Written(root).Where(secret => taken.Contains(secret.Text));
    }

    static JsoncNode? Member(JsoncNode? node, string name) => node?.Members.FirstOrDefault(member => member.Name == name)?.Value;
}

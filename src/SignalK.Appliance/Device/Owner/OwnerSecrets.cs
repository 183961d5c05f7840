namespace SignalK.Appliance.Device.Owner;

/// <summary>The secrets of a file: where they stand, and whether they were taken.</summary>
static class OwnerSecrets
{
    /// <summary>Stands in a secret that is being blanked, should the power go at that moment. No keyboard writes it.</summary>
    public const char Mark = '\x7F';

    /// <summary>Every value in a place where a secret belongs, blank or not.</summary>
    public static IEnumerable<OwnerNode> Places(OwnerNode root)
    {
        var wifi = Member(root, "wifi");
        OwnerNode?[] groups = [.. Member(wifi, "client") is { Kind: OwnerKind.List } list ? list.Items : [], Member(wifi, "client"), Member(wifi, "accessPoint"), Member(root, "admin")];
        return groups.Select(group => Member(group, "password")).OfType<OwnerNode>()
            .Where(secret => secret.Kind is OwnerKind.Text or OwnerKind.Number);
    }

    /// <summary>Those that are not blank.</summary>
    public static IEnumerable<OwnerNode> Written(OwnerNode root) => Places(root).Where(secret => !string.IsNullOrWhiteSpace(secret.Text));

    /// <summary>What is left of those whose blanking was cut short.</summary>
    public static IEnumerable<OwnerNode> HalfBlank(OwnerNode root) => Places(root).Where(secret => secret.Text.Contains(Mark));

    /// <summary>Those that the settings hold: what was refused stays for its owner to put right.</summary>
    public static IEnumerable<OwnerNode> Taken(OwnerNode root, OwnerSettings settings)
    {
        HashSet<string?> taken = [settings.Admin?.Password, settings.Wifi?.AccessPoint?.Password, .. settings.Wifi?.Clients.Select(client => client.Password) ?? []];
        return Written(root).Where(secret => taken.Contains(secret.Text));
    }

    static OwnerNode? Member(OwnerNode? node, string name) => node?.Members.FirstOrDefault(member => member.Name == name)?.Value;
}

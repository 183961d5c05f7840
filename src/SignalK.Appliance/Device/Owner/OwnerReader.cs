using System.Buffers;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Server.Security;

namespace SignalK.Appliance.Device.Owner;

/// <summary>
/// Reads appliance.json. How to add a key: a property in <see cref="OwnerSettings"/>, a line here, its place in
/// config/appliance.schema.json and in the commented sample beside it (tests compare the three), a step that applies it.
/// </summary>
static partial class OwnerReader
{
    static readonly string[] s_known = ["boat", "mmsi", "timeZone", "network", "wifi", "ports", "overlays", "plugins", "https", "engine", "update", "admin"];
    static readonly string[] s_engines = ["auto", "managed", "wasmtime"];
    static readonly string[] s_https = [HttpsChoice.Off, HttpsChoice.On, HttpsChoice.Only];
    static readonly SearchValues<char> s_overlayCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,=");
    static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <param name="choices">What there is to choose from on this machine.</param>
    public static OwnerSettings Read(JsoncNode node, OwnerChoices choices, MistakeList mistakes)
    {
        var root = new JsoncFields(node, "", mistakes, s_known);
        return new OwnerSettings
        {
            Boat = ReadBoat(root),
            Mmsi = ReadMmsi(root),
            TimeZone = ReadTimeZone(root, choices),
            Network = ReadNetwork(root),
            Wifi = ReadWifi(root),
            Ports = ReadPorts(root, choices.Board),
            Overlays = ReadOverlays(root, choices),
            Plugins = ReadPlugins(root, choices),
            Https = ReadChoice(root, "https", s_https),
            Engine = ReadChoice(root, "engine", s_engines),
            Update = ReadUpdate(root),
            Admin = ReadAdmin(root),
        };
    }

    static string? ReadBoat(JsoncFields root)
    {
        if (root.Text("boat") is not { } name)
            return null;
        if (name.Length <= 64 && !name.Any(char.IsControl))
            return name;
        root.Mistake("boat", "the name is too long or has control characters: write at most 64 letters");
        return null;
    }

    static string? ReadMmsi(JsoncFields root)
    {
        if (root.Text("mmsi", "nine digits in quotes") is not { } mmsi)
            return null;
        var digits = mmsi.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length == 9 && digits.All(char.IsAsciiDigit) && digits != "000000000")
            return digits;
        root.Mistake("mmsi", $"found {root.Find("mmsi")!.Described}: an MMSI has nine digits, such as \"230099999\"");
        return null;
    }

    static string? ReadTimeZone(JsoncFields root, OwnerChoices choices)
    {
        if (root.Text("timeZone") is not { } zone)
            return null;
        if (choices.HasTimeZone(zone))
            return zone;
        var meant = Nearest.Of(zone, choices.TimeZones()) ?? choices.TimeZones().FirstOrDefault(known => known.EndsWith("/" + zone.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
        root.Mistake("timeZone", $"\"{zone}\" is no time zone: write {(meant is null ? "one such as \"Europe/Helsinki\" or \"UTC\"" : $"\"{meant}\"")}");
        return null;
    }

    static List<string>? ReadOverlays(JsoncFields root, OwnerChoices choices)
    {
        if (!root.Has("overlays"))
            return null;
        List<string> overlays = [];
        foreach (var (text, at, path) in root.Texts("overlays"))
        {
            var name = text.Split(',')[0];
            if (text.Length is 0 or > 128 || text.AsSpan().ContainsAnyExcept(s_overlayCharacters) || name.StartsWith('.'))
                root.MistakeAt(at, path, $"\"{text}\" is no overlay: write its name and, after commas, its parameters: \"mcp2515,oscillator=16000000\"");
            else if (choices.Overlays() is { Count: > 0 } there && !there.Contains(name))
                root.MistakeAt(at, path, $"there is no overlay \"{name}\"; there are {string.Join(", ", there.Order(StringComparer.Ordinal).Take(20))}");
            else
                overlays.Add(text);
        }
        return overlays;
    }

    static Dictionary<string, bool>? ReadPlugins(JsoncFields root, OwnerChoices choices)
    {
        if (!root.Has("plugins"))
            return null;
        Dictionary<string, bool> plugins = new(StringComparer.Ordinal);
        if (root.Find("plugins") is not { Kind: JsoncKind.Object } node)
        {
            root.Mistake("plugins", $"found {root.Find("plugins")!.Described}: write {{ \"NAME\": true }} for each plugin");
            return plugins;
        }
        foreach (var member in node.Members)
        {
            if (!IsPackageName(member.Name))
                root.MistakeAt(member.At, $"plugins.{member.Name}", "is no plugin's name: write it as the App Store does, such as \"@signalk/course-provider\"");
            else if (member.Value is { Kind: JsoncKind.Flag, Text: not "true" } && choices.LockOf(member.Name) is { } locked)
                root.MistakeAt(member.Value.Start, $"plugins.{member.Name}", locked);
            else if (member.Value.Kind == JsoncKind.Flag)
                plugins[member.Name] = member.Value.Text == "true";
            else
                root.MistakeAt(member.Value.Start, $"plugins.{member.Name}", $"found {member.Value.Described}: write true or false");
        }
        return plugins;
    }

    static string? ReadChoice(JsoncFields root, string name, string[] choices)
    {
        if (root.Text(name) is not { } chosen)
            return null;
        if (choices.Contains(chosen))
            return chosen;
        root.Mistake(name, $"\"{chosen}\" is none: write \"{string.Join("\", \"", choices[..^1])}\" or \"{choices[^1]}\"");
        return null;
    }

    static UpdateSettings? ReadUpdate(JsoncFields root) =>
        root.Object("update", "healthSeconds", "allowOlder", "usb", "check") is { } update
            ? new UpdateSettings(update.Integer("healthSeconds", 10, 3600), update.Flag("allowOlder"), update.Flag("usb"), update.Flag("check"))
            : null;

    static AdminSettings? ReadAdmin(JsoncFields root)
    {
        if (root.Object("admin", "user", "password") is not { } admin)
            return null;
        var user = admin.Text("user") ?? "admin";
        if (PasswordRules.UserFault(user) is { } userFault)
        {
            admin.Mistake("user", userFault);
            return null;
        }
        if (Secret(admin, "password") is not { } password)
            return new AdminSettings(user, null);
        if (PasswordRules.Fault(password, user) is { } fault)
        {
            admin.Mistake("password", $"{fault}; no account was made or changed");
            return null;
        }
        return new AdminSettings(user, password);
    }

    /// <returns>Null when it is blank or not there: what is known holds. Spaces at its ends belong to it.</returns>
    static string? Secret(JsoncFields fields, string name)
    {
        if (fields.Text(name, "text in quotes") is null)
            return null;
        return fields.Find(name)!.Text;
    }

    /// <summary>npm's names, which are folders and files as well.</summary>
    static bool IsPackageName(string name)
    {
        var parts = name.Split('/');
        return name.Length <= 214 && parts.Length <= 2 && (parts.Length == 1 || parts[0].StartsWith('@'))
            && parts.All(part => IsName(part.TrimStart('@')));

        static bool IsName(string part) => part.Length > 0 && part[0] != '.' && part[0] != '-' && !part.Replace(".", "", StringComparison.Ordinal).AsSpan().ContainsAnyExcept(s_nameCharacters);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>Reads vendor.json as appliance.json is read: with comments, every mistake by its line, and the rest all the same.</summary>
static partial class VendorReader
{
    /// <returns>Null without a name and a model: there is nobody to speak of.</returns>
    public static VendorInfo? Read(JsoncNode node, MistakeList mistakes)
    {
        var root = new JsoncFields(node, "", mistakes, "name", "model", "url", "support", "colours", "logo", "channel", "plugins");
        var (name, model) = (Required(root, "name", 40, "the maker's name"), Required(root, "model", 40, "what is printed on the box"));
        var colours = root.Object("colours", "accent", "accentDark");
        var info = new VendorInfo
        {
            Name = name ?? "",
            Model = model ?? "",
            Url = Address(root, "url"),
            Support = Line(root, "support", 160),
            Accent = Colour(colours, "accent"),
            AccentDark = Colour(colours, "accentDark"),
            Logo = ReadLogo(root),
            Channel = Address(root, "channel"),
            Plugins = ReadPlugins(root),
        };
        return name is null || model is null ? null : info;
    }

    static string? Required(JsoncFields root, string key, int longest, string what)
    {
        if (!root.Has(key))
            root.Mistake(key, $"is missing: write {what}");
        return Line(root, key, longest);
    }

    static string? Line(JsoncFields root, string key, int longest)
    {
        if (root.Text(key) is not { } text)
            return null;
        if (text.Length <= longest && !text.Any(char.IsControl))
            return text;
        root.Mistake(key, $"is too long or has control characters: write one line of at most {longest} letters");
        return null;
    }

    static Uri? Address(JsoncFields root, string key)
    {
        if (root.Text(key) is not { } text)
            return null;
        if (text.Length <= 400 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        root.Mistake(key, $"\"{text}\" is no address: write one that begins with https://");
        return null;
    }

    static string? Colour(JsoncFields? colours, string key)
    {
        if (colours?.Text(key) is not { } text || ColourForm().IsMatch(text))
            return colours?.Text(key);
        colours.Mistake(key, $"\"{text}\" is no colour: write six hexadecimal digits, such as \"#0b6e4f\"");
        return null;
    }

    static string? ReadLogo(JsoncFields root)
    {
        if (root.Text("logo") is not { } file)
            return null;
        if (Path.GetFileName(file) == file && file[0] != '.' && Path.GetExtension(file) is ".svg" or ".png")
            return file;
        root.Mistake("logo", $"\"{file}\" is no picture beside vendor.json: write the name of a .svg or .png file there");
        return null;
    }

    static Dictionary<string, ShippedPlugin> ReadPlugins(JsoncFields root)
    {
        Dictionary<string, ShippedPlugin> plugins = new(StringComparer.Ordinal);
        if (root.Find("plugins") is not { Kind: JsoncKind.Object } node)
        {
            if (root.Has("plugins"))
                root.Mistake("plugins", "write { \"PACKAGE\": { \"locked\": true } } for each plugin that there is something to say of");
            return plugins;
        }
        var fields = root.Object("plugins", [.. node.Members.Select(member => member.Name)])!;
        foreach (var member in node.Members)
        {
            if (fields.Object(member.Name, "locked", "grants") is { } plugin)
                plugins[member.Name] = new ShippedPlugin(plugin.Flag("locked") is true, ReadGrants(plugin));
        }
        return plugins;
    }

    static IReadOnlyDictionary<Capability, Scope> ReadGrants(JsoncFields plugin)
    {
        if (!plugin.Has("grants"))
            return ShippedPlugin.Free.Grants;
        if (CapabilityReader.TryReadChange(Encoding.UTF8.GetBytes(JsoncPlain.Of(plugin.Find("grants")!)), out var grants, out var reason))
            return grants;
        plugin.Mistake("grants", reason);
        return ShippedPlugin.Free.Grants;
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex ColourForm();
}

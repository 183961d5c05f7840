using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Packages;

/// <summary>Reads package.json. What is wrong becomes a fault; only a name that is none leaves nothing to go by.</summary>
public static class ManifestReader
{
    /// <summary>Bytes. The largest package.json of a Signal K plugin seen has 9 KB.</summary>
    public const int LargestFile = 256 << 10;

    const int LongestText = 1024;
    const int MostKeywords = 100;
    const int MostFiles = 100;

    static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64 };

    /// <summary>False where there is no plugin to speak of: no JSON object, or no valid name.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, FaultSink fault, [NotNullWhen(true)] out PluginManifest? manifest)
    {
        manifest = null;
        if (json.Length > LargestFile)
        {
            fault("", $"package.json has {json.Length} bytes, more than {LargestFile}");
            return false;
        }
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, s_options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                manifest = Read(document.RootElement, fault);
            else
                fault("", "package.json holds no JSON object");
        }
        catch (Exception error) when (JsonFaults.Is(error))
        {
            fault("", $"package.json is no JSON: {error.Message}");
        }
        return manifest is not null;
    }

    static PluginManifest? Read(JsonElement json, FaultSink fault)
    {
        if (Text(json, "name", "", fault) is not { } name || !PackageName.IsValid(name))
        {
            fault("name", "is missing or no name of an npm package");
            return null;
        }
        var signalk = Member(json, "signalk");
        return new PluginManifest
        {
            Name = name,
            Version = Text(json, "version", "", fault) ?? "0.0.0",
            Description = Text(json, "description", "", fault) ?? "",
            Keywords = Texts(json, "keywords", fault, MostKeywords),
            WasmPath = Text(json, "wasmManifest", "", fault),
            Capabilities = CapabilityReader.ReadRequested(Member(json, "wasmCapabilities"), "wasmCapabilities", fault),
            Subscriptions = SubscriptionReader.Read(Member(json, "wasmSubscriptions"), "wasmSubscriptions", fault),
            Migrate = Texts(json, "wasmMigrate", fault, MostFiles),
            DisplayName = signalk.ValueKind == JsonValueKind.Object ? Text(signalk, "displayName", "signalk.", fault) : null,
        };
    }

    static JsonElement Member(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member : default;

    static string? Text(JsonElement json, string name, string prefix, FaultSink fault)
    {
        var member = Member(json, name);
        if (member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        if (member.ValueKind != JsonValueKind.String)
        {
            fault(prefix + name, "expected a string");
            return null;
        }
        var text = member.GetString()!;
        if (text.Length <= LongestText)
            return text;
        fault(prefix + name, $"has {text.Length} characters; the first {LongestText} are taken");
        return text[..LongestText];
    }

    static List<string> Texts(JsonElement json, string name, FaultSink fault, int most)
    {
        List<string> texts = [];
        var member = Member(json, name);
        if (member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return texts;
        if (member.ValueKind != JsonValueKind.Array)
        {
            fault(name, "expected a list of strings");
            return texts;
        }
        var index = 0;
        foreach (var entry in member.EnumerateArray())
        {
            if (texts.Count == most)
            {
                fault(name, $"has more than {most} entries; the rest is left out");
                break;
            }
            if (entry.ValueKind == JsonValueKind.String && entry.GetString() is { Length: > 0 and <= LongestText } text)
                texts.Add(text);
            else
                fault(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), "expected a string");
            index++;
        }
        return texts;
    }
}

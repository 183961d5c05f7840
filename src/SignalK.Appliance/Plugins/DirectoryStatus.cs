using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Plugins;

/// <summary>Everything that can be said of a plugin that does not run.</summary>
static class DirectoryStatus
{
    public static JsonObject Of(PluginPackage package, JsonObject row, PluginPolicy policy, PluginStorage storage, CrashStore crashes)
    {
        row["directory"] = package.Directory;
        row["diskBytes"] = storage.DiskBytes(package.Id);
        row["limits"] = new JsonObject(PluginLimit.All.Select(limit => KeyValuePair.Create(limit.Name, (JsonNode?)JsonValue.Create(limit.Get(policy.Limits)))));
        row["capabilities"] = Capabilities(EffectiveCapabilities.Of(package.Manifest.Capabilities, policy.Grants).Scopes);
        var texts = crashes.CrashTexts(package.Id);
        row["crashes"] = texts.Count;
        if (texts.Count > 0)
            row["lastCrash"] = JsonNode.Parse(texts[0]);
        if (package.Faults.Count > 0)
            row["faults"] = new JsonArray([.. package.Faults.Select(fault => (JsonNode?)JsonValue.Create(fault.ToString()))]);
        return row;
    }

    public static JsonNode Capabilities(CapabilitySet set)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            CapabilityWriter.Write(json, set);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}

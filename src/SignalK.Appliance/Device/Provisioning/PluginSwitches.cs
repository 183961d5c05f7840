using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Plugins;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary><c>plugins</c>: switched on or off in the file where upstream keeps that; the plugin's settings beside it stay.</summary>
static class PluginSwitches
{
    public static bool Apply(ConfigPaths config, IReadOnlyDictionary<string, bool>? plugins, ApplyReport report)
    {
        var isGood = true;
        foreach (var (name, isOn) in plugins ?? new Dictionary<string, bool>())
        {
            var file = new JsonDocumentFile<JsonObject>(Path.Combine(config.PluginConfigData, new PluginId(name).Derived + ".json"));
            var document = file.Load(new FaultList(name)) ?? new JsonObject { ["configuration"] = new JsonObject() };
            document["enabled"] = isOn;
            if (file.Save(document).Error is not { } error)
                continue;
            report.Wrong("plugin-config-data", name, error);
            isGood = false;
        }
        return isGood;
    }
}

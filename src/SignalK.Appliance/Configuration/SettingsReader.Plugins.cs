using System.Text.Json;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Configuration;

static partial class SettingsReader
{
    /// <summary>What <c>wasm</c> says of limits and grants.</summary>
    static PluginPolicies ReadPlugins(JsonFields root)
    {
        if (root.Object("wasm") is not { } wasm)
            return PluginPolicies.Default;
        var common = ReadLimits(wasm, PluginLimits.Default);
        Dictionary<string, PluginPolicy> own = new(StringComparer.Ordinal);
        if (wasm.Object("plugins") is { } plugins)
        {
            foreach (var name in plugins.Names)
            {
                if (plugins.Object(name) is { } plugin)
                    own.Add(name, new PluginPolicy(ReadLimits(plugin, common), ReadGrants(plugin)));
                else if (plugins.Has(name))
                    // Whoever wrote it meant to say something: nothing is granted until it can be read.
                    own.Add(name, new PluginPolicy(common, CapabilitySet.None));
            }
        }
        return new PluginPolicies(common, own);
    }

    static PluginLimits ReadLimits(JsonFields of, PluginLimits otherwise)
    {
        if (of.Object("limits") is not { } fields)
            return otherwise;
        foreach (var name in fields.Names.Where(name => PluginLimit.Find(name) is null))
            fields.Error(name, "is no limit that we know");
        var limits = otherwise;
        foreach (var limit in PluginLimit.All)
        {
            var value = fields.Number(
                limit.Name, $"a whole number from {limit.Least} to {limit.Most}",
                number => number % 1 == 0 && number >= limit.Least && number <= limit.Most);
            if (value is { } given)
                limits = limit.Set(limits, (long)given);
        }
        return limits;
    }

    static CapabilitySet ReadGrants(JsonFields plugin)
    {
        if (plugin.Raw("grants") is not { } grants)
            return CapabilitySet.DefaultGrants;
        using var json = JsonDocument.Parse(grants.ToJsonString());
        return CapabilityReader.ReadGrants(json.RootElement, "grants", plugin.Error);
    }
}

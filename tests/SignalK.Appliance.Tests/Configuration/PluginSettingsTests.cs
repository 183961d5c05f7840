using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Plugins;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Tests.Configuration;

public class PluginSettingsTests
{
    [Fact]
    public void Plugins_NotMentioned_HaveTheDefaults()
    {
        var (plugins, faults) = Read("{}");

        Assert.Empty(faults);
        Assert.Equal(PluginPolicies.Default, plugins);
        Assert.Equal(PluginPolicy.Default, plugins.Of(new PluginId("any")));
    }

    [Fact]
    public void Plugins_Limits_OwnOverCommonOverDefault()
    {
        var (plugins, faults) = Read("""{"wasm":{"limits":{"memoryMB":8,"sockets":2},"plugins":{"_a_b":{"limits":{"sockets":5}}}}}""");

        Assert.Empty(faults);
        var own = plugins.Of(new PluginId("@a/b")).Limits;
        Assert.Equal((8L << 20, 5, PluginLimits.Default.FetchBytes), (own.MemoryBytes, own.Sockets, own.FetchBytes));
        Assert.Equal(2, plugins.Of(new PluginId("other")).Limits.Sockets);
    }

    [Fact]
    public void Plugins_Faults_AreAllReportedAndReadAsSafe()
    {
        var (plugins, faults) = Read("""
            {"wasm":{"limits":{"memoryMB":0,"callMs":"soon","steam":1},"plugins":{"x":{"limits":[],"grants":{"network":7,"magic":true}},"y":true}}}
            """);

        Assert.Equal(
            ["wasm.limits.steam", "wasm.limits.memoryMB", "wasm.limits.callMs", "wasm.plugins.x.limits", "wasm.plugins.x.grants.network",
                "wasm.plugins.x.grants.magic", "wasm.plugins.y"],
            faults.Select(fault => fault.Path));
        Assert.Equal(PluginLimits.Default, plugins.Limits);
        Assert.True(plugins.Of(new PluginId("x")).Grants[Capability.Network].IsNone);
        Assert.Equal(CapabilitySet.None, plugins.Of(new PluginId("y")).Grants);
    }

    [Fact]
    public void Plugins_SameText_AreEqual()
    {
        const string Text = """{"wasm":{"plugins":{"x":{"limits":{"sockets":1},"grants":{"network":["a:1"]}}}}}""";

        Assert.Equal(Read(Text).Plugins, Read(Text).Plugins);
        Assert.NotEqual(Read(Text).Plugins, Read(Text.Replace("a:1", "a:2")).Plugins);
    }

    static (PluginPolicies Plugins, IReadOnlyList<ConfigFault> Faults) Read(string json)
    {
        var faults = new FaultList("settings.json");
        var settings = SettingsReader.Read((JsonObject)JsonNode.Parse(json)!, faults);
        return (settings.Plugins, faults.Faults);
    }
}

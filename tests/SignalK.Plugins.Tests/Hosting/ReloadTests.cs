using SignalK.Plugins.Tests.Upstream;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Hosting;

public class ReloadTests
{
    [UpstreamFact]
    public async Task Reload_WhileDeltasCome_LosesNone()
    {
        await using var boat = await CountingAsync();
        const int Sent = 600;
        var reload = Task.CompletedTask as Task;
        for (var i = 0; i < Sent; i++)
        {
            boat.Send("fixture.value", i);
            if (i == 100)
            {
                reload = boat.Host.ReloadAsync("counter");
            }
        }

        await reload;
        await Eventually.Is(() => boat.Plugin("counter").Statistics.DeltasIn >= Sent, () => $"{boat.Plugin("counter").Statistics}");
        Assert.Equal(Sent, boat.Plugin("counter").Statistics.DeltasIn);
        Assert.Equal(0, boat.Plugin("counter").Statistics.DeltasDropped);
        Assert.Equal(1, boat.Plugin("counter").Statistics.Reloads);
    }

    [UpstreamFact]
    public async Task Restart_AfterMoreThanTheBufferCame_KeepsTheNewestThousand()
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("broken"), """{"where":"poll"}""");
        await boat.StartAsync();
        await boat.UntilAsync("broken", PluginState.Running);
        boat.Time.Advance(TimeSpan.FromSeconds(1));
        await boat.UntilAsync("broken", PluginState.Crashed);
        var before = boat.Plugin("broken").Statistics.DeltasIn;
        for (var i = 0; i < 1007; i++)
        {
            boat.Send("fixture.value", i);
        }

        boat.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Is(() => boat.Plugin("broken").Statistics.DeltasIn - before >= 1000, () => $"{boat.Plugin("broken")}\n{boat.Log}");
        Assert.Equal(1000, boat.Plugin("broken").Statistics.DeltasIn - before);
        Assert.Equal(7, boat.Plugin("broken").Statistics.DeltasDropped);
    }

    [UpstreamFact]
    public async Task Watch_AFileThatChanged_LoadsItOnceItRests()
    {
        await using var boat = await CountingAsync();
        var module = Path.Combine(boat.Config, "node_modules/counter/plugin.wasm");
        File.Copy(Path.Combine(UpstreamPlugins.Folder("put"), "plugin.wasm"), module, overwrite: true);
        boat.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Counter", boat.Plugin("counter").Name);
        boat.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Is(() => boat.Plugin("counter").Name == "Put", () => boat.Log.ToString());
    }

    [UpstreamFact]
    public async Task Watch_APackageDroppedIn_IsListedAndOff()
    {
        await using var boat = await CountingAsync();
        boat.Install(UpstreamPlugins.Folder("put"), configuration: null);
        boat.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Is(() => boat.Host.Find("put")?.Name == "Put", () => boat.Log.ToString());
        Assert.Equal(PluginState.Stopped, boat.Plugin("put").State);
        Directory.Delete(Path.Combine(boat.Config, "node_modules/put"), recursive: true);
        boat.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Is(() => boat.Host.Find("put") is null, () => boat.Log.ToString());
    }

    [UpstreamFact]
    public async Task Reload_WhatCannotBeLoaded_LeavesTheVersionBefore()
    {
        await using var boat = await CountingAsync();
        File.WriteAllText(Path.Combine(boat.Config, "node_modules/counter/plugin.wasm"), "nonsense");
        var result = await boat.Host.ReloadAsync("counter");
        Assert.Equal(PluginOutcome.Failed, result.Outcome);
        Assert.Contains("goes on", result.Message);
        Assert.Equal(PluginState.Running, boat.Plugin("counter").State);
    }

    [UpstreamFact]
    public async Task Configure_OfARunningPlugin_StartsItWithTheNewOne()
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("core"));
        await boat.StartAsync();
        Assert.Equal(PluginState.Running, boat.Plugin("@fixture/core").State);
        var result = await boat.Host.ConfigureAsync("_fixture_core", """{"enabled":true,"configuration":{"fail":true}}"""u8.ToArray());
        Assert.Equal((PluginOutcome.Failed, "Plugin start() returned error code: 7"), (result.Outcome, result.Message));
        Assert.Equal(PluginState.Error, boat.Plugin("@fixture/core").State);
        Assert.True((await boat.Host.ConfigureAsync("@fixture/core", """{"configuration":{}}"""u8.ToArray())).Succeeded);
        Assert.Equal(PluginState.Running, boat.Plugin("@fixture/core").State);
    }

    private static async Task<Boat> CountingAsync()
    {
        var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("counter"));
        await boat.StartAsync();
        await boat.UntilAsync("counter", PluginState.Running);
        return boat;
    }
}

using SignalK.Plugins.Tests.Upstream;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>What follows a trap, under a clock that the test moves.</summary>
public class SupervisionTests
{
    [UpstreamFact]
    public async Task Crash_InDeltaHandler_RestartsAfterOneSecondThenTwoThenIsDisabled()
    {
        await using var boat = await BrokenAsync("delta");
        Crash(boat);
        await boat.UntilAsync("broken", PluginState.Crashed);
        Assert.Equal(TimeSpan.FromSeconds(1), boat.Plugin("broken").RestartIn);
        boat.Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(PluginState.Crashed, boat.Plugin("broken").State);
        boat.Time.Advance(TimeSpan.FromSeconds(0.1));
        await boat.UntilAsync("broken", PluginState.Running);

        Crash(boat);
        await boat.UntilAsync("broken", PluginState.Crashed);
        Assert.Equal(TimeSpan.FromSeconds(2), boat.Plugin("broken").RestartIn);
        boat.Time.Advance(TimeSpan.FromSeconds(2));
        await boat.UntilAsync("broken", PluginState.Running);

        Crash(boat);
        await boat.UntilAsync("broken", PluginState.Disabled);
        Assert.Null(boat.Plugin("broken").RestartIn);
        Assert.True(boat.Plugin("broken").Enabled);
        Assert.Equal(3, boat.Plugin("broken").Statistics.Crashes);
        var crash = boat.Host.Crashes("broken");
        Assert.Equal(3, crash.Count);
        Assert.Contains("delta_handler", crash[0]);
        Assert.Contains("fixture.crash", crash[0]);
        Assert.Contains(boat.Faults.Current, fault => fault.Key == "plugin:broken");
        Assert.Equal("alert", boat.Value("notifications.plugins.broken")?.Object?.Get("state")?.Text);
    }

    [UpstreamFact]
    public async Task Disabled_ByCrashes_SurvivesARestartAndEndsWithEnable()
    {
        await using var boat = await BrokenAsync("delta");
        await DisableByCrashesAsync(boat);
        await boat.StopAsync();
        await boat.StartAsync();
        Assert.Equal(PluginState.Disabled, boat.Plugin("broken").State);
        Assert.True((await boat.Host.EnableAsync("broken")).Succeeded);
        Assert.Equal(PluginState.Running, boat.Plugin("broken").State);
        Assert.Equal("normal", boat.Value("notifications.plugins.broken")?.Object?.Get("state")?.Text);
        Assert.DoesNotContain(boat.Faults.Current, fault => fault.Key == "plugin:broken");
    }

    [UpstreamFact]
    public async Task Disabled_ByCrashes_EndsWithAnotherVersion()
    {
        await using var boat = await BrokenAsync("delta");
        await DisableByCrashesAsync(boat);
        boat.Install(UpstreamPlugins.Folder("counter"), configuration: null, name: "broken-next");
        File.Copy(Path.Combine(UpstreamPlugins.Folder("counter"), "plugin.wasm"), Path.Combine(boat.Config, "node_modules/broken/plugin.wasm"), overwrite: true);
        Assert.True((await boat.Host.ReloadAsync("broken")).Succeeded);
        Assert.Equal(PluginState.Running, boat.Plugin("broken").State);
    }

    [UpstreamFact]
    public async Task Crash_WithASuccessfulStartBetween_StillCountsWithinTheMinute()
    {
        await using var boat = await BrokenAsync("delta");
        for (var crash = 0; crash < 2; crash++)
        {
            Crash(boat);
            await boat.UntilAsync("broken", PluginState.Crashed);
            boat.Time.Advance(TimeSpan.FromSeconds(20));
            await boat.UntilAsync("broken", PluginState.Running);
        }

        Crash(boat);
        await boat.UntilAsync("broken", PluginState.Disabled);
    }

    [UpstreamTheory]
    [InlineData("start")]
    [InlineData("poll")]
    public async Task Crash_Elsewhere_IsACrashToo(string where)
    {
        await using var boat = await BrokenAsync(where, waitForRun: where != "start");
        if (where == "poll")
        {
            boat.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await boat.UntilAsync("broken", PluginState.Crashed);
        Assert.Equal(1, boat.Plugin("broken").Statistics.Crashes);
    }

    [UpstreamFact]
    public async Task Stop_ThatTraps_StopsAllTheSame()
    {
        await using var boat = await BrokenAsync("stop");
        Assert.True((await boat.Host.DisableAsync("broken")).Succeeded);
        Assert.Equal(PluginState.Stopped, boat.Plugin("broken").State);
        Assert.Contains(boat.Log.Lines, line => line.Contains("plugin_stop", StringComparison.Ordinal));
    }

    [UpstreamFact]
    public async Task Held_InSafeMode_StartsNothingUntilEnabled()
    {
        await using var boat = new Boat { HeldReason = "safe mode" };
        boat.Install(UpstreamPlugins.Folder("counter"));
        boat.Install(UpstreamPlugins.Folder("put"));
        await boat.StartAsync();
        Assert.Equal((PluginState.Stopped, "safe mode"), (boat.Plugin("counter").State, boat.Plugin("counter").LastError));
        Assert.True((await boat.Host.EnableAsync("counter")).Succeeded);
        await boat.UntilAsync("put", PluginState.Running);
        Assert.Null(boat.Host.Held);
    }

    private static async Task<Boat> BrokenAsync(string where, bool waitForRun = true)
    {
        var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("broken"), $$"""{"where":"{{where}}"}""");
        await boat.StartAsync();
        if (waitForRun)
        {
            await boat.UntilAsync("broken", PluginState.Running);
        }

        return boat;
    }

    private static void Crash(Boat boat) => boat.Send("fixture.crash", 1);

    private static async Task DisableByCrashesAsync(Boat boat)
    {
        for (var crash = 0; crash < 3; crash++)
        {
            await boat.UntilAsync("broken", PluginState.Running);
            Crash(boat);
            await boat.UntilAsync("broken", crash == 2 ? PluginState.Disabled : PluginState.Crashed);
            boat.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }
}

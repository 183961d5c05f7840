using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Network;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Hosting;
using SignalK.Plugins.Tests.Network;
using SignalK.TestKit;
using SignalK.TestKit.Plugins;

namespace SignalK.Plugins.Tests.Torture;

/// <summary>Each plugin that does its worst, beside one that only wants to work: which loses nothing and never waits for long.</summary>
public sealed class TortureTests
{
    const int Rounds = 12;

    // Small, so that what never ends ends soon: loops by their fuel, floods of calls, which are slowed, by the clock.
    static readonly PluginLimits s_limits = PluginLimits.Default with
    {
        FuelPerCall = 2_000_000,
        FuelPerMinute = 200_000_000,
        CallDeadline = TimeSpan.FromSeconds(2),
        StartDeadline = TimeSpan.FromSeconds(10),
    };

    public static TheoryData<string> Names => [.. TorturePlugins.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Torture_BesideAnotherPlugin_CostsThatNothing(string name)
    {
        await using var boat = await StartAsync(TorturePlugins.Find(name));

        for (var round = 1; round <= Rounds; round++)
            await RoundAsync(boat, name, round);

        var (witness, torture) = (boat.Plugin("witness"), boat.Plugin(name));
        Assert.Equal((PluginState.Running, 0L, 0L), (witness.State, witness.Statistics.DeltasDropped, witness.Statistics.Crashes));
        Assert.Equal(Rounds, witness.Statistics.DeltasOut);
        Assert.InRange(torture.Statistics.MemoryBytes, 0, s_limits.MemoryBytes);
        // A minute of the clock has hardly begun: no more than these seconds and the burst of each run's gate.
        Assert.InRange(torture.Statistics.DeltasOut, 0, s_limits.DeltasPerSecond * (Rounds + 1 + (PluginSession.LumpSeconds * (1 + torture.Statistics.Crashes))));
        Assert.InRange(boat.Log.Lines.Count(l => l.Contains(name, StringComparison.Ordinal)), 0, (s_limits.LogLinesPerSecond * (Rounds + 2)) + 50);
    }

    [Theory]
    [InlineData("torture-loop-poll")]
    [InlineData("torture-loop-plugin-start")]
    [InlineData("torture-loop-delta-handler")]
    [InlineData("torture-loop-event-handler")]
    [InlineData("torture-trap-poll")]
    [InlineData("torture-trap-delta-handler")]
    [InlineData("torture-trap-plugin-start")]
    public async Task Torture_ThatEndsInATrapEachTime_IsSwitchedOffWithTheReason(string name)
    {
        await using var boat = await StartAsync(TorturePlugins.Find(name));
        // Fewer seconds than the window has, whatever the plugin's thread makes of each.
        for (var round = 1; round <= 50 && boat.Plugin(name).State != PluginState.Disabled; round++)
        {
            await RoundAsync(boat, name, round);
            await Task.Delay(20);
        }

        await boat.UntilAsync(name, PluginState.Disabled);
        Assert.Equal(3, boat.Plugin(name).Statistics.Crashes);
        Assert.Equal(3, boat.Host.Crashes(name).Count);
        Assert.Contains(boat.Log.Lines, l => l.Contains(name, StringComparison.Ordinal) && l.Contains("switched off", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("torture-loop-start-function")]
    [InlineData("torture-loop-initialize")]
    [InlineData("torture-loop-allocate")]
    [InlineData("torture-trap-plugin-name")]
    [InlineData("torture-configuration")]
    public async Task Torture_ThatNeverGetsToItsStart_IsShownAndNotRun(string name)
    {
        await using var boat = await StartAsync(TorturePlugins.Find(name));

        Assert.NotEqual(PluginState.Running, boat.Plugin(name).State);
        Assert.Equal(PluginState.Running, boat.Plugin("witness").State);
    }

    [Fact]
    public async Task Stop_ThatNeverEnds_IsEndedAndThePluginCanBeStartedAgain()
    {
        await using var boat = await StartAsync(TorturePlugins.Find("torture-loop-plugin-stop"));

        Assert.True((await boat.Host.DisableAsync("torture-loop-plugin-stop")).Succeeded);
        await boat.UntilAsync("torture-loop-plugin-stop", PluginState.Stopped);
        Assert.True((await boat.Host.EnableAsync("torture-loop-plugin-stop")).Succeeded);
    }

    [Fact]
    public async Task Answers_OfSixtyFourKilobytes_AreWhole()
    {
        await using var boat = await StartAsync(TorturePlugins.Find("torture-large-answers"));

        Assert.Equal(8192, boat.Plugin("torture-large-answers").Name.Length);
        var answer = await GetAsync(boat, "torture-large-answers");
        Assert.Equal((true, 65_536), (answer!.IsAnswered, answer.Body.Length));
        var list = await boat.Providers.Resources("tortures")!.Default!.ListAsync("{}"u8.ToArray(), default);
        Assert.True(list.IsAnswered, list.Fault);
        Assert.Equal(65_536, list.Json.Length);
    }

    [Fact]
    public async Task Fetch_ThatIsNeverAnswered_EndsAtItsDeadlineAndHoldsNobodyUp()
    {
        await using var peer = new HttpPeer((_, client) => client.ReadAsync(new byte[1]).AsTask());
        await using var boat = await StartAsync(TorturePlugins.HangingFetch(peer.Url));
        boat.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Is(() => peer.Requests.Count == 1);

        for (var round = 1; round <= Rounds; round++)
            await HeardAsync(boat, round);
        Assert.Single(peer.Requests);
        boat.Time.Advance(TimeSpan.FromSeconds(40));
        await Eventually.Is(() => boat.Log.Lines.Any(l => l.Contains("fetch failed: no answer within 30 s", StringComparison.Ordinal)), boat.Log.ToString);
        await boat.StopAsync();
    }

    [Fact]
    public async Task Stop_DuringAFetchThatIsNeverAnswered_DoesNotWaitForIt()
    {
        await using var peer = new HttpPeer((_, client) => client.ReadAsync(new byte[1]).AsTask());
        await using var boat = await StartAsync(TorturePlugins.HangingFetch(peer.Url));
        boat.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Is(() => peer.Requests.Count == 1);

        // Under a clock that stands still: nothing but the stop itself can end it.
        await boat.Host.DisableAsync("torture-hanging-fetch").WaitAsync(TimeSpan.FromSeconds(20));

        await boat.UntilAsync("torture-hanging-fetch", PluginState.Stopped);
    }

    static async Task<Boat> StartAsync(HandPlugin torture)
    {
        var boat = new Boat(s_limits);
        boat.Devices = _ => new PluginDevices(
            new PluginSockets(new SocketOptions { Reach = new NetworkReach((_, _) => true), MayBind = _ => true }),
            PluginDevices.None.Serial,
            new PluginFetch(new FetchOptions { Reach = new NetworkReach((_, _) => true), Time = boat.Time }));
        TorturePlugins.Witness.InstallInto(boat.Config);
        torture.InstallInto(boat.Config);
        await boat.StartAsync();
        await boat.UntilAsync("witness", PluginState.Running);
        return boat;
    }

    // One second of the boat, and one of everything that a client can ask.
    static async Task RoundAsync(Boat boat, string name, int round)
    {
        boat.Time.Advance(TimeSpan.FromSeconds(1));
        boat.Events.Publish("nmea0183", "\"$GPTXT\""u8);
        await HeardAsync(boat, round);
        _ = GetAsync(boat, name);
        _ = boat.Handlers.Submit(new PutCommand(boat.Hub.Options.Self, SkPath.Of("torture.switch"), round, null, Principal.Server));
        if (boat.Providers.Resources("tortures")?.Default is { } provider)
            _ = provider.ListAsync("{}"u8.ToArray(), default);
    }

    static async Task HeardAsync(Boat boat, int round)
    {
        boat.Send("navigation.speedOverGround", round);
        await Eventually.Is(() => boat.Plugin("witness").Statistics.DeltasOut == round, () => $"the witness heard {boat.Plugin("witness").Statistics} of {round}\n{boat.Log}");
    }

    static Task<GuestAnswer?> GetAsync(Boat boat, string name) => boat.Host.FindEndpoint(name, "GET", "/api/get") is { } endpoint
        ? endpoint.Calls.AskAsync(endpoint.Handler, "{}"u8.ToArray(), AskShape.Http).ContinueWith(t => (GuestAnswer?)t.Result, TaskScheduler.Default)
        : Task.FromResult<GuestAnswer?>(null);
}

using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Tests.Upstream;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>What the operator takes back is gone at once, whatever the manifest asks for.</summary>
public class GrantTests
{
    [UpstreamFact]
    public async Task Grant_WithoutDataWrite_RefusesItsDeltas()
    {
        await using var boat = await StartAsync("core");
        Assert.True((await boat.Host.GrantAsync("@fixture/core", """{"dataWrite":false}"""u8.ToArray())).Succeeded);
        Assert.True(boat.Plugin("@fixture/core").Statistics.Denied > 0);
        Assert.Contains(boat.Log.Lines, line => line.Contains("is not allowed dataWrite", StringComparison.Ordinal));
    }

    [UpstreamFact]
    public async Task Grant_OfSomePaths_LetsThoseThrough()
    {
        await using var boat = new Boat();
        boat.Policies.SetGrants(new PluginId("counter"), new Dictionary<Capability, Scope>
        {
            [Capability.DataRead] = Scope.Of(new NameRule("fixture.*")),
        });
        boat.Install(UpstreamPlugins.Folder("counter"));
        await boat.StartAsync();
        boat.Send("navigation.speedOverGround", 1);
        boat.Send("fixture.ping", 1);
        await Eventually.Is(() => boat.Value("fixture.pong") is not null, () => boat.Log.ToString());
        boat.Send("navigation.speedOverGround", 2);
        boat.Send("fixture.ping", 2);
        await Eventually.Is(() => boat.Plugin("counter").Statistics.MailboxBytes == 0);

        // Its own answers under fixture.* come back to it, as upstream has it.
        Assert.Equal(boat.Plugin("counter").Statistics.DeltasOut * 2, boat.Plugin("counter").Statistics.DeltasIn);
    }

    [UpstreamFact]
    public async Task Grant_WithoutDataRead_HearsNothing()
    {
        await using var boat = await StartAsync("counter");
        await boat.Host.GrantAsync("counter", """{"dataRead":false}"""u8.ToArray());
        boat.Send("fixture.ping", 1);
        await boat.Host.ConfigureAsync("counter", "{}"u8.ToArray());
        Assert.Equal(0, boat.Plugin("counter").Statistics.DeltasIn);
    }

    [UpstreamFact]
    public async Task Grant_TakenBack_EndsAProviderAndPutHandlers()
    {
        await using var boat = await StartAsync("resources");
        Assert.NotNull(boat.Providers.Resources("notes"));
        await boat.Host.GrantAsync("resources", """{"resourceProvider":false}"""u8.ToArray());
        Assert.Null(boat.Providers.Resources("notes"));
        Assert.Equal(PluginState.Error, boat.Plugin("resources").State);
    }

    [UpstreamFact]
    public async Task Grant_ToOneThatIsStopped_IsShown_AndStartsNothing()
    {
        await using var boat = await StartAsync("counter");
        await boat.Host.DisableAsync("counter");
        Assert.True((await boat.Host.GrantAsync("counter", """{"dataRead":["navigation.*"],"network":false}"""u8.ToArray())).Succeeded);
        var status = boat.Plugin("counter");
        Assert.Equal(PluginState.Stopped, status.State);
        Assert.Contains("\"dataRead\":[\"navigation.*\"]", status.Capabilities);
        Assert.Contains("\"dataRead\":true", status.Requested);
        Assert.Contains("\"network\":false", status.Granted);
    }

    [UpstreamTheory]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"flying":true}""")]
    public async Task Grant_Faulty_IsRefusedWithTheReason(string grants)
    {
        await using var boat = await StartAsync("counter");
        var result = await boat.Host.GrantAsync("counter", System.Text.Encoding.UTF8.GetBytes(grants));
        Assert.Equal(PluginOutcome.BadRequest, result.Outcome);
        Assert.Equal(PluginState.Running, boat.Plugin("counter").State);
    }

    private static async Task<Boat> StartAsync(string name)
    {
        var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder(name));
        await boat.StartAsync();
        return boat;
    }
}

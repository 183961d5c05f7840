using System.Text;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Upstream;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>Plugins against upstream's SDK, unmodified, in the whole host: both compiler lines, both runtimes.</summary>
public class UpstreamHostTests
{
    public static TheoryData<string> Variants => [.. UpstreamPlugins.Variants];

    [UpstreamTheory]
    [MemberData(nameof(Variants))]
    public async Task Put_OfAClient_GetsTheGuestsReply(string variant)
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("put", variant));
        await boat.StartAsync();
        await boat.UntilAsync("put", PluginState.Running);

        var done = await PutAsync(boat, "fixture.switch", 1);
        Assert.Equal(200, done.StatusCode);
        await Eventually.Is(() => boat.Value("fixture.switch") is not null, () => "the handler's delta");
        var refused = await PutAsync(boat, "fixture.refused", 75);
        Assert.Equal((422, "not 75"), (refused.StatusCode, refused.Message));
        Assert.Equal(501, (await PutAsync(boat, "fixture.unhandled", 1)).StatusCode);
        await boat.Host.DisableAsync("put");
        Assert.Equal(405, (await PutAsync(boat, "fixture.switch", 1)).StatusCode);
    }

    [UpstreamTheory]
    [MemberData(nameof(Variants))]
    public async Task Resources_OfAProvider_AreListedReadAndKept(string variant)
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("resources", variant));
        await boat.StartAsync();
        await boat.UntilAsync("resources", PluginState.Running);
        var provider = boat.Providers.Resources("charts-of-fixture")!.Default!;
        var list = await provider.ListAsync("{}"u8.ToArray(), default);
        Assert.True(list.IsAnswered, list.Fault);
        Assert.Contains("\"first\"", Encoding.UTF8.GetString(list.Json.Span));
        Assert.True((await provider.SetAsync("second", """{"name":"Second"}"""u8.ToArray(), default)).Fault is null);
        Assert.Contains("Second", Encoding.UTF8.GetString((await provider.GetAsync("second", null, default)).Json.Span));
    }

    [UpstreamTheory]
    [MemberData(nameof(Variants))]
    public async Task Endpoint_WithParameter_Answers(string variant)
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("endpoints", variant));
        await boat.StartAsync();
        await boat.UntilAsync("@fixture/endpoints", PluginState.Running);
        var endpoint = boat.Host.FindEndpoint("_fixture_endpoints", "GET", "/api/echo/5");
        Assert.Equal("5", endpoint?.Parameters["id"]);
        var request = """{"method":"GET","path":"/api/echo/5","query":{"x":"1"},"params":{"id":"5"},"body":{},"headers":{"host":"localhost"}}"""u8.ToArray();
        var answer = await endpoint!.Calls.AskAsync(endpoint.Handler, request, AskShape.Http);
        Assert.True(answer.IsAnswered, $"{answer.Fault}\n{boat.Log}");
        Assert.Contains("\"5\"", Encoding.UTF8.GetString(answer.Body.Span).Replace("\\", "", StringComparison.Ordinal));
    }

    [UpstreamTheory]
    [MemberData(nameof(Variants))]
    public async Task DeltaHandler_WithTheFireHose_CountsAndAnswers(string variant)
    {
        await using var boat = new Boat();
        boat.Install(UpstreamPlugins.Folder("counter", variant));
        await boat.StartAsync();
        await boat.UntilAsync("counter", PluginState.Running);
        boat.Send("navigation.speedOverGround", 3);
        boat.Send("fixture.ping", 1);
        await Eventually.Is(() => boat.Value("fixture.pong") is not null, () => boat.Log.ToString());
        Assert.True(boat.Plugin("counter").Statistics.DeltasIn >= 2);
    }

    private static async Task<RequestStatus> PutAsync(Boat boat, string path, SkValue value)
    {
        var request = boat.Handlers.Submit(new PutCommand(boat.Hub.Options.Self, SkPath.Of(path), value, null, Principal.Server))!;
        await Eventually.Is(() => request.IsCompleted, () => "the answer");
        return request.Status;
    }
}

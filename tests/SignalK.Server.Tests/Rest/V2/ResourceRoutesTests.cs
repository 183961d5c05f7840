using System.Text;
using System.Text.Json.Nodes;
using SignalK.Core.Fanout;
using SignalK.Core.Providers;

namespace SignalK.Server.Tests.Rest.V2;

public sealed class ResourceRoutesTests : IAsyncLifetime
{
    private const string Id = "6c2f0d5e-19f5-4b0a-8e33-0b2f5f5b7f11";
    private const string Waypoint = """{"name":"Home","feature":{"type":"Feature","geometry":{"type":"Point","coordinates":[24.9,60.1]}}}""";
    private const string Resources = "/signalk/v2/api/resources";

    private readonly TestResources _one = new("one");
    private readonly TestResources _two = new("two");
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync();

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Fact]
    public async Task Put_StoresWithTheProvider_AndTellsTheSubscribers()
    {
        Provide("waypoints", _one);
        using var reader = Listen();
        var answer = await _boat.SendAsync(HttpMethod.Put, $"{Resources}/waypoints/{Id}", Waypoint);
        Assert.Equal((200, $$"""{"state":"COMPLETED","statusCode":200,"message":"{{Id}}"}"""), (answer.Status, answer.Text));
        Assert.Equal(Waypoint, _one.Items[Id]);
        var update = Assert.Single(Read(reader))["updates"]![0]!;
        Assert.Equal("one", (string?)update["$source"]);
        Assert.Equal($"resources.waypoints.{Id}", (string?)update["values"]![0]!["path"]);
        Assert.Equal(Waypoint, update["values"]![0]!["value"]!.ToJsonString());
        Assert.Equal(404, (await _boat.GetAsync($"/signalk/v1/api/vessels/self/resources/waypoints/{Id}")).Status);
    }

    [Theory]
    [InlineData(Resources)]
    [InlineData("/signalk/v1/api/resources")]
    public async Task Get_GivesWhatIsThere(string resources)
    {
        Provide("waypoints", _one);
        _one.Items[Id] = Waypoint;
        Assert.Equal($$"""{"{{Id}}":{{Waypoint}}}""", (await _boat.GetAsync($"{resources}/waypoints")).Text);
        Assert.Equal(Waypoint, (await _boat.GetAsync($"{resources}/waypoints/{Id}")).Text);
        await _boat.GetAsync($"{resources}/waypoints/{Id}/feature/geometry");
        Assert.Equal($"get {Id} feature.geometry", _one.Asked[^1]);
        var missing = await _boat.GetAsync($"{resources}/waypoints/nothing");
        Assert.Equal((404, """{"state":"FAILED","statusCode":404,"message":"there is no resource nothing"}"""), (missing.Status, missing.Text));
    }

    [Fact]
    public async Task Post_MakesAnId()
    {
        Provide("waypoints", _one);
        var answer = await _boat.SendAsync(HttpMethod.Post, $"{Resources}/waypoints", Waypoint);
        Assert.Equal(201, answer.Status);
        var id = answer.Json.GetProperty("id").GetString()!;
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal([id], _one.Items.Keys);
        Provide("charts", _two);
        var chart = await _boat.SendAsync(HttpMethod.Post, $"{Resources}/charts", """{"identifier":"chart-0815","type":"WMS"}""");
        Assert.Equal("""{"state":"COMPLETED","statusCode":201,"id":"chart-0815"}""", chart.Text);
    }

    [Fact]
    public async Task Delete_DeletesAndTells()
    {
        Provide("waypoints", _one);
        _one.Items[Id] = Waypoint;
        using var reader = Listen();
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Delete, $"{Resources}/waypoints/{Id}", null)).Status);
        Assert.Empty(_one.Items);
        var value = Assert.Single(Read(reader))["updates"]![0]!["values"]![0]!;
        Assert.Null(value["value"]);
        Assert.True(value.AsObject().ContainsKey("value"));
    }

    [Fact]
    public async Task List_PassesTheQueryOn_WithNumbersAndArrays()
    {
        Provide("waypoints", _one);
        await _boat.GetAsync($"{Resources}/waypoints?limit=3&bbox=[1,2,3,4]&name=x&token=secret");
        Assert.Equal("""list {"limit":3,"bbox":[1,2,3,4],"name":"x"}""", _one.Asked[^1]);
        Assert.Equal(400, (await _boat.GetAsync($"{Resources}/waypoints?limit=0")).Status);
        Assert.Equal(400, (await _boat.GetAsync($"{Resources}/waypoints?bbox=[1,2]")).Status);
    }

    [Theory]
    [InlineData("waypoints", "no-uuid", Waypoint)]
    [InlineData("waypoints", "6c2f0d5e-19f5-1b0a-8e33-0b2f5f5b7f11", Waypoint)]
    [InlineData("charts", "short", """{"type":"WMS"}""")]
    [InlineData("waypoints", Id, """{"name":"Home"}""")]
    [InlineData("waypoints", Id, "[]")]
    [InlineData("waypoints", Id, "{")]
    [InlineData("waypoints", Id, """{"name":3,"feature":{"geometry":{"type":"Point","coordinates":[1,2]}}}""")]
    [InlineData("waypoints", Id, """{"feature":{"geometry":{"type":"Point","coordinates":["1","2"]}}}""")]
    [InlineData("routes", Id, """{"feature":{"geometry":{"type":"LineString","coordinates":[[1,2]]}}}""")]
    [InlineData("routes", Id, """{"distance":-1,"feature":{"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}}""")]
    [InlineData("regions", Id, """{"feature":{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}}}""")]
    [InlineData("notes", Id, """{"href":"/resources/waypoints/none"}""")]
    [InlineData("notes", Id, """{"position":{"latitude":91,"longitude":0}}""")]
    [InlineData("charts", "chart-0815", """{"type":"paper"}""")]
    public async Task Put_OfAStandardTypeThatIsNone_NeverReachesTheProvider(string type, string id, string body)
    {
        Provide(type, _one);
        var answer = await _boat.SendAsync(HttpMethod.Put, $"{Resources}/{type}/{id}", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal("FAILED", answer.Json.GetProperty("state").GetString());
        Assert.Empty(_one.Asked);
    }

    [Theory]
    [InlineData("routes", Id, """{"distance":12,"feature":{"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{}}}""")]
    [InlineData("regions", Id, """{"feature":{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}}""")]
    [InlineData("regions", Id, """{"feature":{"geometry":{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2]]]]}}}""")]
    [InlineData("notes", Id, """{"title":"T","href":"/resources/waypoints/6c2f0d5e-19f5-4b0a-8e33-0b2f5f5b7f11"}""")]
    [InlineData("notes", Id, """{"position":{"latitude":60,"longitude":25}}""")]
    [InlineData("charts", "chart-0815", """{"type":"tilelayer","bounds":[1,2,3,4],"minzoom":3,"maxzoom":18,"layers":["a"]}""")]
    [InlineData("tracks", "anything goes", """{"points":[]}""")]
    [InlineData("tracks", "1", "[1,2]")]
    public async Task Put_OfWhatIsGood_IsTaken(string type, string id, string body)
    {
        Provide(type, _one);
        var answer = await _boat.SendAsync(HttpMethod.Put, $"{Resources}/{type}/{Uri.EscapeDataString(id)}", body);
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(body, _one.Items[id]);
    }

    [Theory]
    [InlineData(ProviderOutcome.Refused, 400)]
    [InlineData(ProviderOutcome.Unsupported, 501)]
    [InlineData(ProviderOutcome.Failed, 502)]
    [InlineData(ProviderOutcome.Unavailable, 503)]
    public async Task AProviderThatFails_IsNotSaidToHaveDoneIt(ProviderOutcome outcome, int status)
    {
        Provide("tracks", _one);
        _one.Failure = ProviderAnswer.Failure(outcome, "disk full");
        using var reader = Listen();
        foreach (var method in (string[])["PUT", "DELETE", "GET"])
        {
            var answer = await _boat.SendAsync(new HttpMethod(method), $"{Resources}/tracks/1", method == "PUT" ? "{}" : null);
            Assert.Equal((status, $$"""{"state":"FAILED","statusCode":{{status}},"message":"disk full"}"""), (answer.Status, answer.Text));
        }

        Assert.Empty(Read(reader));
    }

    [Fact]
    public async Task AProviderThatNeverAnswers_IsATimeout()
    {
        Provide("tracks", _one);
        _one.Hangs = new TaskCompletionSource();
        var pending = _boat.GetAsync($"{Resources}/tracks");
        await _one.Hangs.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _boat.Time.Advance(TimeSpan.FromSeconds(11));
        var answer = await pending.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((504, """{"state":"FAILED","statusCode":504,"message":"the provider did not answer within 10 s"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task WithoutAProvider_NothingIsThere()
    {
        Assert.Equal("{}", (await _boat.GetAsync(Resources)).Text);
        Assert.Equal("[]", (await _boat.GetAsync($"{Resources}/routes/_providers")).Text);
        foreach (var method in (string[])["PUT", "POST", "DELETE", "GET"])
        {
            var path = method is "POST" ? "routes" : $"routes/{Id}";
            var answer = await _boat.SendAsync(new HttpMethod(method), $"{Resources}/{path}", method is "GET" or "DELETE" ? null : "{}");
            Assert.Equal((404, "nobody provides routes"), (answer.Status, answer.Json.GetProperty("message").GetString()));
        }
    }

    [Fact]
    public async Task SeveralProviders_AreAskedAsOne()
    {
        Provide("tracks", _one);
        Provide("tracks", _two);
        _one.Items["a"] = """{"n":1}""";
        _two.Items["a"] = """{"n":2}""";
        _two.Items["b"] = """{"n":3}""";
        Assert.Equal("""{"a":{"n":1},"b":{"n":3}}""", (await _boat.GetAsync($"{Resources}/tracks")).Text);
        Assert.Equal("""{"a":{"n":2},"b":{"n":3}}""", (await _boat.GetAsync($"{Resources}/tracks?provider=two")).Text);
        Assert.Equal("""{"n":3}""", (await _boat.GetAsync($"{Resources}/tracks/b")).Text);
        Assert.Equal(404, (await _boat.GetAsync($"{Resources}/tracks/b?provider=three")).Status);

        // What one has stays with it; what is new goes to the first, or to the one that was asked for.
        await _boat.SendAsync(HttpMethod.Put, $"{Resources}/tracks/b", """{"n":4}""");
        await _boat.SendAsync(HttpMethod.Put, $"{Resources}/tracks/c", """{"n":5}""");
        await _boat.SendAsync(HttpMethod.Put, $"{Resources}/tracks/d?provider=two", """{"n":6}""");
        Assert.Equal(["a", "c"], _one.Items.Keys);
        Assert.Equal(["a", "b", "d"], _two.Items.Keys);
        Assert.Equal("""{"n":4}""", _two.Items["b"]);
        await _boat.SendAsync(HttpMethod.Delete, $"{Resources}/tracks/d", null);
        Assert.Equal(["a", "b"], _two.Items.Keys);
        Assert.Equal(404, (await _boat.SendAsync(HttpMethod.Delete, $"{Resources}/tracks/zzz", null)).Status);

        // One that fails does not hide the other.
        _one.Failure = ProviderAnswer.Failure(ProviderOutcome.Failed, "broken");
        Assert.Equal("""{"a":{"n":2},"b":{"n":4}}""", (await _boat.GetAsync($"{Resources}/tracks")).Text);
        Assert.Equal("""{"n":4}""", (await _boat.GetAsync($"{Resources}/tracks/b")).Text);
    }

    [Fact]
    public async Task Providers_AreListed_AndTheFirstCanBeChosen()
    {
        Provide("tracks", _one);
        Provide("tracks", _two);
        Assert.Equal("""["one","two"]""", (await _boat.GetAsync($"{Resources}/tracks/_providers")).Text);
        Assert.Equal("\"one\"", (await _boat.GetAsync($"{Resources}/tracks/_providers/_default")).Text);
        var answer = await _boat.SendAsync(HttpMethod.Post, $"{Resources}/tracks/_providers/_default/two", null);
        Assert.Equal("""{"state":"COMPLETED","statusCode":201,"message":"two"}""", answer.Text);
        Assert.Equal("\"two\"", (await _boat.GetAsync($"{Resources}/tracks/_providers/_default")).Text);
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Post, $"{Resources}/tracks/_providers/_default/three", null)).Status);
        Assert.Equal("""{"tracks":{"description":"tracks, by id","$source":"two"}}""", (await _boat.GetAsync(Resources)).Text);
    }

    [Fact]
    public async Task AnErrorOfTheGuest_ComesAsItIs()
    {
        Provide("tracks", _one);
        _one.Items["a"] = """{"error":"not today"}""";
        var answer = await _boat.GetAsync($"{Resources}/tracks/a");
        Assert.Equal((200, """{"error":"not today"}"""), (answer.Status, answer.Text));
    }

    private void Provide(string type, IResourceProvider provider) => Assert.NotNull(_boat.Providers.RegisterResources(type, provider));

    private FeedReader Listen() => _boat.Hub.OpenFeed(
        new FeedShape(FeedFraming.Line, [new FeedRule(ContextPattern.Self, new PathPattern("resources.*"))]), static () => { });

    private static List<JsonNode> Read(FeedReader reader)
    {
        var text = new StringBuilder();
        for (var data = reader.Peek(); !data.IsEmpty; data = reader.Peek())
        {
            text.Append(Encoding.UTF8.GetString(data.Span));
            reader.Advance(data.Length);
        }

        return [.. text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}

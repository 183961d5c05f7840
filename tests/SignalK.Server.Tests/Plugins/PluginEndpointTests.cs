using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins;
using SignalK.Plugins.Running;

namespace SignalK.Server.Tests.Plugins;

public sealed class PluginEndpointTests : IAsyncLifetime
{
    private readonly FakePluginHost _host = new FakePluginHost().With(new PluginStatus { Id = new PluginId("@boat/web"), Name = "Web", State = PluginState.Running });
    private readonly List<string> _requests = [];
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(plugins: _host);

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("/plugins/_boat_web/items/a%20b")]
    [InlineData("/skServer/plugins/_boat_web/items/a%20b")]
    [InlineData("/plugins/@boat/web/items/a%20b")]
    public async Task Request_ReachesTheHandlerInTheShapeOfTheAbi(string path)
    {
        _host.Serve("GET /items/:id", """{"body":{"ok":true}}""", _requests);
        var answer = await _boat.GetAsync($"{path}?a=1&b[]=2&b[]=3&c[d][e]=4&f=5&f=6", ("X-Custom", "y"), ("Authorization", "Bearer secret"), ("Cookie", "JAUTHENTICATION=secret"));
        Assert.Equal((200, """{"ok":true}""", "application/json; charset=utf-8"), (answer.Status, answer.Text, answer.Header("Content-Type")));
        var request = JsonNode.Parse(Assert.Single(_requests))!;
        Assert.Equal("GET", (string?)request["method"]);
        Assert.Equal("/items/a%20b", (string?)request["path"]);
        Assert.Equal("""{"id":"a b"}""", request["params"]!.ToJsonString());
        Assert.Equal("""{"a":"1","b":["2","3"],"c":{"d":{"e":"4"}},"f":["5","6"]}""", request["query"]!.ToJsonString());
        Assert.Equal("{}", request["body"]!.ToJsonString());
        Assert.Equal("y", (string?)request["headers"]!["x-custom"]);
        Assert.DoesNotContain("secret", _requests[0]);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", """{"a":[1,2]}""", """{"a":[1,2]}""")]
    [InlineData("application/x-www-form-urlencoded", "a=1+2&b%5B0%5D=%C3%A4", """{"a":"1 2","b":["ä"]}""")]
    [InlineData("text/plain", "hello", "{}")]
    [InlineData("application/json", "", "{}")]
    public async Task Body_IsParsedByItsType(string type, string body, string expected)
    {
        _host.Serve("POST /x", "{}", _requests);
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _boat.Client.PostAsync(new Uri(_boat.Url, "/plugins/_boat_web/x"), content);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(_requests[0])!["body"]), _requests[0]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("3")]
    public async Task Body_ThatIsNoJson_NeverReachesThePlugin(string body)
    {
        _host.Serve("POST /x", "{}", _requests);
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Post, "/plugins/_boat_web/x", body)).Status);
        Assert.Empty(_requests);
    }

    [Theory]
    [InlineData("""{"statusCode":201,"body":"<p>é</p>"}""", 201, "<p>é</p>", "text/html; charset=utf-8")]
    [InlineData("""{"headers":{"Content-Type":"application/json"},"body":"{\"a\":1}"}""", 200, """{"a":1}""", "application/json; charset=utf-8")]
    [InlineData("""{"headers":{"content-type":"text/csv"},"body":"a,b"}""", 200, "a,b", "text/csv; charset=utf-8")]
    [InlineData("""{"body":[1,2]}""", 200, "[1,2]", "application/json; charset=utf-8")]
    [InlineData("""{"statusCode":404}""", 404, "", null)]
    [InlineData("""{"statusCode":204,"body":"x"}""", 204, "", "text/html; charset=utf-8")]
    [InlineData("not json", 500, null, "application/json; charset=utf-8")]
    [InlineData("3", 500, null, "application/json; charset=utf-8")]
    [InlineData("""{"statusCode":99999}""", 500, null, "application/json; charset=utf-8")]
    public async Task Answer_BecomesTheResponse(string said, int status, string? body, string? type)
    {
        _host.Serve("GET /x", said);
        var answer = await _boat.GetAsync("/plugins/_boat_web/x");
        Assert.Equal((status, type), (answer.Status, answer.Header("Content-Type")));
        if (body is not null)
        {
            Assert.Equal(body, answer.Text);
        }
    }

    [Fact]
    public async Task Headers_AreSet_ButNotThoseThatFrameTheAnswer()
    {
        _host.Serve("GET /x", """
            {"headers":{"X-One":"1","X-Two":2,"X-Many":["a","b"],"Content-Length":"5000","Transfer-Encoding":"chunked","X-Split":"a\r\nSet-Cookie: b","Bad Name":"x"},"body":"ok"}
            """);
        var answer = await _boat.GetAsync("/plugins/_boat_web/x");
        Assert.Equal(("ok", "1", "2", "a, b"), (answer.Text, answer.Header("X-One"), answer.Header("X-Two"), answer.Header("X-Many")));
        Assert.Equal("2", answer.Header("Content-Length"));
        Assert.Null(answer.Header("X-Split"));
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData(AskOutcome.Missing, 500, "Handler function handle not found")]
    [InlineData(AskOutcome.Failed, 500, "unreachable")]
    [InlineData(AskOutcome.Busy, 503, "unreachable")]
    [InlineData(AskOutcome.NotRunning, 503, "unreachable")]
    public async Task AHandlerThatCannotAnswer_IsToldApart(AskOutcome outcome, int status, string error)
    {
        _host.Endpoints["GET /x"] = _ => Task.FromResult(new GuestAnswer(outcome, default, "unreachable"));
        var answer = await _boat.GetAsync("/plugins/_boat_web/x");
        Assert.Equal((status, $$"""{"error":"{{error}}"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task AHandlerThatNeverAnswers_IsATimeout()
    {
        var asked = new TaskCompletionSource();
        _host.Endpoints["GET /x"] = _ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<GuestAnswer>().Task;
        };
        var pending = _boat.GetAsync("/plugins/_boat_web/x");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _boat.Time.Advance(TimeSpan.FromSeconds(10.1));
        var answer = await pending.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((504, """{"error":"@boat/web did not answer within 10 s"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task APlugin_CannotTakeTheNamesThatItsOwnerNeeds()
    {
        foreach (var name in (string[])["reload", "disable", "config"])
        {
            _host.Serve($"POST /{name}", """{"body":"mine"}""");
        }

        _host.Serve("GET /stats", """{"body":"mine"}""");
        Assert.Equal("mine", (await _boat.GetAsync("/plugins/_boat_web/stats")).Text);
        Assert.NotEqual("mine", (await _boat.GetAsync("/skServer/plugins/_boat_web/stats")).Text);
        foreach (var path in (string[])["/plugins/_boat_web/reload", "/skServer/plugins/_boat_web/disable", "/plugins/_boat_web/config"])
        {
            await _boat.SendAsync(HttpMethod.Post, path, "{}");
        }

        Assert.Equal(["reload _boat_web", "disable _boat_web", "configure _boat_web {}"], _host.Done);
    }

    [Fact]
    public async Task Head_AsksTheHandlerOfGet()
    {
        _host.Serve("GET /x", """{"body":"text"}""", _requests);
        var answer = await _boat.SendAsync(HttpMethod.Head, "/plugins/_boat_web/x", null);
        Assert.Equal((200, "4", ""), (answer.Status, answer.Header("Content-Length"), answer.Text));
        Assert.Equal("HEAD", (string?)JsonNode.Parse(_requests[0])!["method"]);
    }

    [Theory]
    [InlineData("GET", "/plugins/_boat_web/nothing")]
    [InlineData("PUT", "/plugins/_boat_web/x")]
    public async Task WhatNobodyServes_IsNotFound(string method, string path)
    {
        _host.Serve("GET /x", "{}");
        Assert.Equal(404, (await _boat.SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}")).Status);
    }
}

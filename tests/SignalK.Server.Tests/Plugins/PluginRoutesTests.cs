using System.Net.Http.Headers;
using System.Text.Json;
using SignalK.Plugins;
using SignalK.Server.Plugins;
using SignalK.Server.Security;
using SignalK.Server.Tests.Security;

namespace SignalK.Server.Tests.Plugins;

public sealed class PluginRoutesTests : IAsyncLifetime
{
    private const string Scoped = "_signalk_example-hello";

    private readonly FakePluginHost _host = new();
    private Boat _boat = null!;

    public async Task InitializeAsync()
    {
        _host.With(new PluginStatus
        {
            Id = new PluginId("@signalk/example-hello"),
            Name = "Hello",
            Version = "0.1.0",
            Description = "Says hello",
            Keywords = ["signalk-wasm-plugin"],
            Schema = """{"type":"object","properties":{"message":{"type":"string"}}}""",
            State = PluginState.Running,
            Data = """{"configuration":{"message":"hi"},"enabled":true,"enableDebug":true}""",
            Enabled = true,
            EnableDebug = true,
            StatusMessage = "Said hello",
            Engine = "managed",
            Capabilities = """{"dataRead":true}""",
            Statistics = new PluginStatistics { MemoryBytes = 131072, FuelPerMinute = 12, Crashes = 2 },
        });
        _host.With(new PluginStatus { Id = new PluginId("bare"), Name = "Bare", State = PluginState.Stopped });
        _boat = await Boat.StartAsync(plugins: _host);
    }

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("/plugins")]
    [InlineData("/skServer/plugins")]
    public async Task List_HasUpstreamsShape_ByName(string path)
    {
        var answer = await _boat.GetAsync(path);
        Assert.Equal(
            """
            [{"id":"bare","name":"Bare","packageName":"bare","keywords":[],"version":"","description":"","schema":{},"statusMessage":"","state":"stopped","data":{},"type":"wasm","bundled":false},
            {"id":"_signalk_example-hello","name":"Hello","packageName":"@signalk/example-hello","keywords":["signalk-wasm-plugin"],"version":"0.1.0","description":"Says hello","schema":{"type":"object","properties":{"message":{"type":"string"}}},"statusMessage":"Said hello","state":"running","data":{"configuration":{"message":"hi"},"enabled":true,"enableDebug":true},"type":"wasm","bundled":false}]
            """.ReplaceLineEndings(""), answer.Text);
    }

    [Theory]
    [InlineData("/plugins/_signalk_example-hello")]
    [InlineData("/skServer/plugins/_signalk_example-hello/")]
    [InlineData("/plugins/@signalk/example-hello")]
    [InlineData("/plugins/%40signalk%2Fexample-hello")]
    public async Task One_IsFoundByEitherId(string path) =>
        Assert.Equal("""{"enabled":true,"enabledByDefault":false,"id":"_signalk_example-hello","name":"Hello","version":"0.1.0"}""", (await _boat.GetAsync(path)).Text);

    [Fact]
    public async Task Config_IsTheFileOverWhatIsSoWithoutOne()
    {
        Assert.Equal("""{"enabled":true,"enableDebug":true,"configuration":{"message":"hi"}}""", (await _boat.GetAsync($"/plugins/{Scoped}/config")).Text);
        Assert.Equal("""{"enabled":false,"enableDebug":false}""", (await _boat.GetAsync("/skServer/plugins/bare/config")).Text);
    }

    [Fact]
    public async Task PostConfig_Saves_AndSaysSoInUpstreamsWords()
    {
        var answer = await _boat.SendAsync(HttpMethod.Post, $"/plugins/{Scoped}/config", """{"enabled":true,"configuration":{"a":1}}""");
        Assert.Equal((200, $"\"Saved configuration for plugin {Scoped}\""), (answer.Status, answer.Text));
        Assert.Equal([$$$"""configure {{{Scoped}}} {"enabled":true,"configuration":{"a":1}}"""], _host.Done);
    }

    [Theory]
    [InlineData(PluginOutcome.Failed, 500)]
    [InlineData(PluginOutcome.BadRequest, 400)]
    [InlineData(PluginOutcome.NotFound, 404)]
    public async Task PostConfig_ThatFails_SaysWhy(PluginOutcome outcome, int status)
    {
        _host.Result = new PluginResult(outcome, "Plugin start() returned error code: 7");
        var answer = await _boat.SendAsync(HttpMethod.Post, $"/plugins/{Scoped}/config", "{}");
        Assert.Equal((status, """{"error":"Plugin start() returned error code: 7"}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("/plugins/{0}/reload", "reload {0}")]
    [InlineData("/skServer/plugins/{0}/reload", "reload {0}")]
    [InlineData("/skServer/plugins/{0}/enable", "enable {0}")]
    [InlineData("/skServer/plugins/{0}/disable", "disable {0}")]
    [InlineData("/skServer/plugins/{0}/undo", "undo {0}")]
    public async Task Post_Action_IsDone(string path, string expected)
    {
        var answer = await _boat.SendAsync(HttpMethod.Post, string.Format(null, path, Scoped), null);
        Assert.Equal((200, """{"state":"COMPLETED","statusCode":200,"message":"done"}"""), (answer.Status, answer.Text));
        Assert.Equal([string.Format(null, expected, Scoped)], _host.Done);
    }

    [Theory]
    [InlineData("", "without data")]
    [InlineData("?data=keep", "without data")]
    [InlineData("?data=delete", "with data")]
    public async Task Delete_RemovesThePlugin_AndItsDataWhenAsked(string query, string expected)
    {
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Delete, $"/skServer/plugins/bare{query}", null)).Status);
        Assert.Equal([$"remove bare {expected}"], _host.Done);
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Delete, "/skServer/plugins/bare?data=maybe", null)).Status);
    }

    [Fact]
    public async Task Install_HandsThePackageOver_LargerThanOtherBodies()
    {
        var package = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(package);
        using var content = new ByteArrayContent(package);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        using var response = await _boat.Client.PostAsync(new Uri(_boat.Url, "/skServer/plugins/install?integrity=sha512-a%2Bb"), content);
        Assert.Equal(
            """{"state":"COMPLETED","statusCode":200,"message":"done","id":"_boat_new","packageName":"@boat/new"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(["install sha512-a+b"], _host.Done);
        Assert.Equal(package, _host.Installed);
    }

    [Fact]
    public async Task Install_OfWhatIsTooLong_IsRefusedBeforeItIsRead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_boat.Url, "/skServer/plugins/install"));
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[PluginInstall.MaxPackageBytes + 1]);
        using var response = await _boat.Client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Empty(_host.Done);
    }

    [Fact]
    public async Task Grants_AreChanged()
    {
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Post, "/skServer/plugins/bare/grants", """{"network":false}""")).Status);
        Assert.Equal(["""grant bare {"network":false}"""], _host.Done);
        Assert.Equal(404, (await _boat.SendAsync(HttpMethod.Post, "/plugins/bare/grants", "{}")).Status);
    }

    [Fact]
    public async Task WhatChangesTheMachine_FromElsewhere_NeedsAnAdministrator()
    {
        (string, string) elsewhere = ("X-Forwarded-For", "192.168.1.20");
        Assert.Equal(401, (await _boat.SendAsync(HttpMethod.Post, "/skServer/plugins/install", null, elsewhere)).Status);
        Assert.Equal(401, (await _boat.SendAsync(HttpMethod.Delete, "/skServer/plugins/bare", null, elsewhere)).Status);
        Assert.Equal(401, (await _boat.SendAsync(HttpMethod.Post, "/skServer/plugins/bare/undo", null, elsewhere)).Status);
        Assert.Equal(401, (await _boat.SendAsync(HttpMethod.Post, "/skServer/plugins/bare/grants", "{}", elsewhere)).Status);
        Assert.Empty(_host.Done);
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Post, "/skServer/plugins/bare/disable", null, elsewhere)).Status);
    }

    [Fact]
    public async Task WithSecurityOn_AllOfItNeedsAnAdministrator()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path), plugins: _host);
        foreach (var path in (string[])["/plugins", "/plugins/bare", "/plugins/bare/config", "/plugins/bare/own", "/skServer/plugins/bare/stats"])
        {
            Assert.Equal(401, (await boat.GetAsync(path)).Status);
        }
    }

    [Fact]
    public async Task Stats_TellHowItIs_AndWhatItMay()
    {
        var json = (await _boat.GetAsync($"/plugins/{Scoped}/stats")).Json;
        Assert.Equal("running", json.GetProperty("state").GetString());
        Assert.Equal("Said hello", json.GetProperty("statusMessage").GetString());
        Assert.Equal(131072, json.GetProperty("memoryBytes").GetInt64());
        Assert.Equal(12, json.GetProperty("fuelPerMinute").GetInt64());
        Assert.Equal("managed", json.GetProperty("engine").GetString());
        Assert.True(json.GetProperty("capabilities").GetProperty("dataRead").GetBoolean());
        Assert.False(json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Crashes_AreListedAsTheyWereKept()
    {
        _host.Reports.Add("""{"time":"2026-01-15T12:00:00.000Z","trap":"unreachable"}""");
        Assert.Equal("""[{"time":"2026-01-15T12:00:00.000Z","trap":"unreachable"}]""", (await _boat.GetAsync($"/plugins/{Scoped}/crashes")).Text);
    }

    [Fact]
    public async Task Health_ListsThePlugins_InTheShapeOfTheSchema()
    {
        var health = (await _boat.GetAsync("/skServer/health")).Json;
        Assert.Equal(2, health.GetProperty("plugins").GetArrayLength());
        var schema = new JsonSchema(JsonDocument.Parse(File.ReadAllBytes(Repository.Of("docs/health.schema.json"))).RootElement);
        Assert.Empty(schema.Validate(health));
    }

    [Fact]
    public async Task WhatShouldBeJsonAndIsNot_HidesNoPlugin()
    {
        _host.With(new PluginStatus { Id = new PluginId("odd"), Name = "Odd", State = PluginState.Error, Schema = "{", Data = "", Capabilities = "[", UiSchema = "x" });
        _host.Reports.AddRange(["{", "{\"trap\":1}"]);
        Assert.Equal(3, (await _boat.GetAsync("/plugins")).Json.GetArrayLength());
        Assert.Equal("""{"enabled":false,"enableDebug":false}""", (await _boat.GetAsync("/plugins/odd/config")).Text);
        Assert.Equal("{}", (await _boat.GetAsync("/plugins/odd/stats")).Json.GetProperty("capabilities").GetRawText());
        Assert.Equal("""[{},{"trap":1}]""", (await _boat.GetAsync("/plugins/odd/crashes")).Text);
    }

    [Fact]
    public async Task UnknownPlugin_IsNotFound()
    {
        Assert.Equal((404, """{"error":"there is no plugin nobody"}"""), ((await _boat.GetAsync("/plugins/nobody/config")) is { } a ? (a.Status, a.Text) : default));
        Assert.Equal(404, (await _boat.SendAsync(HttpMethod.Post, "/plugins/bare/disable", null)).Status);
    }

    [Fact]
    public async Task AServerWithoutPlugins_HasAnEmptyList()
    {
        await using var boat = await Boat.StartAsync();
        Assert.Equal("[]", (await boat.GetAsync("/plugins")).Text);
        Assert.Equal(404, (await boat.GetAsync("/plugins/a")).Status);
        Assert.Equal(404, (await boat.SendAsync(HttpMethod.Post, "/skServer/plugins/install", "")).Status);
    }
}

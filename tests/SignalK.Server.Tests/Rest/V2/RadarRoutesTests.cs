using SignalK.Core.Providers;

namespace SignalK.Server.Tests.Rest.V2;

public sealed class RadarRoutesTests : IAsyncLifetime
{
    private const string Radars = "/signalk/v2/api/vessels/self/radars";

    private readonly TestRadars _halo = new("halo", "r1", "r2");
    private readonly TestRadars _garmin = new("garmin", "r2", "r3");
    private Boat _boat = null!;

    public async Task InitializeAsync()
    {
        _boat = await Boat.StartAsync();
        _boat.Providers.Radars.Register(_halo);
        _boat.Providers.Radars.Register(_garmin);
        _garmin.Json = """{"name":"Garmin","controls":{"gain":{"auto":true}}}""";
    }

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Fact]
    public async Task List_HasEachRadarOnce()
    {
        var answer = await _boat.GetAsync(Radars);
        Assert.Equal("""{"version":"3.4.0","radars":{"r1":{"name":"Halo"},"r2":{"name":"Halo"},"r3":{"name":"Garmin","controls":{"gain":{"auto":true}}}}}""", answer.Text);
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("r1", "Information r1")]
    [InlineData("r1/capabilities", "Capabilities r1")]
    [InlineData("r1/state", "State r1")]
    [InlineData("r1/targets", "Targets r1")]
    [InlineData("r1/arpa/settings", "ArpaSettings r1")]
    [InlineData("r1/controls/gain", "control r1 gain")]
    public async Task Get_ReadsItsPart(string path, string asked)
    {
        Assert.Equal("""{"name":"Halo"}""", (await _boat.GetAsync($"{Radars}/{path}")).Text);
        Assert.Equal([asked], _halo.Asked);
        _halo.Json = null;
        Assert.Equal(404, (await _boat.GetAsync($"{Radars}/{path}")).Status);
        _halo.Failure = ProviderAnswer.Failure(ProviderOutcome.Unsupported, "cannot");
        Assert.Equal(501, (await _boat.GetAsync($"{Radars}/{path}")).Status);
    }

    [Fact]
    public async Task Controls_AreThoseOfTheState()
    {
        Assert.Equal("""{"gain":{"auto":true}}""", (await _boat.GetAsync($"{Radars}/r3/controls")).Text);
        Assert.Equal(404, (await _boat.GetAsync($"{Radars}/r1/controls")).Status);
    }

    [Theory]
    [InlineData("r1", """{"gain":{"auto":true}}""", """set r1 {"gain":{"auto":true}}""")]
    [InlineData("r1", """{"value":{"gain":1}}""", """set r1 {"gain":1}""")]
    [InlineData("r1/power", """{"value":"transmit"}""", "set r1 power \"transmit\"")]
    [InlineData("r1/range", """{"value":3000}""", "set r1 range 3000")]
    [InlineData("r1/gain", """{"value":{"auto":true}}""", """set r1 gain {"auto":true}""")]
    [InlineData("r1/sea", """{"auto":false,"value":3}""", """set r1 sea {"auto":false,"value":3}""")]
    [InlineData("r1/rain", """{"auto":true}""", """set r1 rain {"auto":true}""")]
    [InlineData("r1/controls/doppler", """{"value":2}""", "set r1 doppler 2")]
    [InlineData("r1/controls/zone", """{"value":1,"endValue":2}""", """set r1 zone {"value":1,"endValue":2}""")]
    [InlineData("r1/arpa/settings", """{"enabled":true}""", """arpa r1 {"enabled":true}""")]
    public async Task Put_Sets(string path, string body, string asked)
    {
        var answer = await _boat.SendAsync(HttpMethod.Put, $"{Radars}/{path}", body);
        Assert.Equal("""{"state":"COMPLETED","statusCode":200,"message":"OK"}""", answer.Text);
        Assert.Equal([asked], _halo.Asked);
        _halo.Failure = ProviderAnswer.Failure(ProviderOutcome.Refused, "too hot");
        answer = await _boat.SendAsync(HttpMethod.Put, $"{Radars}/{path}", body);
        Assert.Equal((400, """{"state":"FAILED","statusCode":400,"message":"too hot"}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("r1/power", """{"value":"on"}""")]
    [InlineData("r1/power", "{}")]
    [InlineData("r1/range", """{"value":0}""")]
    [InlineData("r1/range", """{"value":"3"}""")]
    [InlineData("r1/gain", """{"value":3}""")]
    [InlineData("r1/rain", "[]")]
    [InlineData("r1/gain", "{")]
    public async Task Put_OfWhatIsWrong_NeverReachesTheProvider(string path, string body)
    {
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Put, $"{Radars}/{path}", body)).Status);
        Assert.Empty(_halo.Asked);
    }

    [Fact]
    public async Task Targets_AreAcquiredAndCancelled()
    {
        _halo.Json = """{"success":true,"targetId":7}""";
        var answer = await _boat.SendAsync(HttpMethod.Post, $"{Radars}/r1/targets", """{"bearing":1.5,"distance":900}""");
        Assert.Equal((201, """{"state":"COMPLETED","statusCode":201,"message":"OK","targetId":7}"""), (answer.Status, answer.Text));
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Delete, $"{Radars}/r1/targets/7", null)).Status);
        Assert.Equal(["acquire r1 1.5 900", "cancel r1 7"], _halo.Asked);
        foreach (var body in (string[])["""{"bearing":7,"distance":900}""", """{"bearing":1,"distance":0}""", """{"bearing":1}"""])
        {
            Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Post, $"{Radars}/r1/targets", body)).Status);
        }

        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Delete, $"{Radars}/r1/targets/x", null)).Status);
        _halo.Failure = ProviderAnswer.Failure(ProviderOutcome.Refused, "no such target");
        Assert.Equal(404, (await _boat.SendAsync(HttpMethod.Delete, $"{Radars}/r1/targets/8", null)).Status);
    }

    [Theory]
    [InlineData("GET", "r9")]
    [InlineData("PUT", "r9/power")]
    [InlineData("DELETE", "r9/targets/1")]
    [InlineData("GET", "r1/nothing")]
    public async Task WhatIsNotThere_IsNotFound(string method, string path) =>
        Assert.Equal(404, (await _boat.SendAsync(new HttpMethod(method), $"{Radars}/{path}", method == "PUT" ? """{"value":"off"}""" : null)).Status);

    [Fact]
    public async Task Providers_AreListedAndChosen()
    {
        Assert.Equal("""{"halo":{"name":"The halo","isDefault":true},"garmin":{"name":"The garmin","isDefault":false}}""", (await _boat.GetAsync($"{Radars}/_providers")).Text);
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Post, $"{Radars}/_providers/_default/garmin", null)).Status);
        Assert.Equal("""{"id":"garmin"}""", (await _boat.GetAsync($"{Radars}/_providers/_default")).Text);
    }
}

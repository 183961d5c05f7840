using SignalK.Core.Providers;

namespace SignalK.Server.Tests.Rest.V2;

public sealed class WeatherRoutesTests : IAsyncLifetime
{
    private const string Weather = "/signalk/v2/api/weather";

    private readonly TestWeather _one = new("one", """[{"type":"daily","n":1},{"type":"point","n":2},{"type":"observation","n":3}]""");
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync();

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("observations?lat=60.5&lon=-25", """observations 60.5 -25 {"custom":{}}""", null)]
    [InlineData("warnings?lat=60.5&lon=-25", """warnings 60.5 -25 {"custom":{}}""", null)]
    [InlineData("forecasts/daily?lat=1&lon=2&count=3&date=2026-06-01&wind=yes", """Daily 1 2 {"custom":{"wind":"yes"},"maxCount":3,"startDate":"2026-06-01"}""", """[{"type":"daily","n":1}]""")]
    [InlineData("forecasts/point?lat=1&lon=2&count=x&date=soon", """Point 1 2 {"custom":{}}""", """[{"type":"point","n":2}]""")]
    public async Task Get_AsksTheProvider(string path, string asked, string? expected)
    {
        _boat.Providers.Weather.Register(_one);
        var answer = await _boat.GetAsync($"{Weather}/{path}");
        Assert.Equal(200, answer.Status);
        Assert.Equal([asked], _one.Asked);
        Assert.Equal(expected ?? """[{"type":"daily","n":1},{"type":"point","n":2},{"type":"observation","n":3}]""", answer.Text);
    }

    [Theory]
    [InlineData("observations")]
    [InlineData("observations?lat=1")]
    [InlineData("warnings?lat=north&lon=2")]
    [InlineData("forecasts/daily?lat=91&lon=2")]
    public async Task Get_WithoutAPosition_IsRefused(string path)
    {
        _boat.Providers.Weather.Register(_one);
        var answer = await _boat.GetAsync($"{Weather}/{path}");
        Assert.Equal((400, "FAILED"), (answer.Status, answer.Json.GetProperty("state").GetString()));
        Assert.Empty(_one.Asked);
    }

    [Fact]
    public async Task Get_WithoutAProvider_IsRefused()
    {
        var answer = await _boat.GetAsync($"{Weather}/observations?lat=1&lon=2");
        Assert.Equal((400, """{"state":"FAILED","statusCode":400,"message":"nobody provides weather"}"""), (answer.Status, answer.Text));
        Assert.Equal("{}", (await _boat.GetAsync($"{Weather}/_providers")).Text);
        Assert.Equal("{}", (await _boat.GetAsync($"{Weather}/_providers/_default")).Text);
    }

    [Fact]
    public async Task Get_OfNothing_IsAnEmptyList_AndAFaultIsOne()
    {
        var provider = new TestWeather("one", null);
        _boat.Providers.Weather.Register(provider);
        Assert.Equal("[]", (await _boat.GetAsync($"{Weather}/warnings?lat=1&lon=2")).Text);
        provider.Failure = ProviderAnswer.Failure(ProviderOutcome.Failed, "no network");
        var answer = await _boat.GetAsync($"{Weather}/warnings?lat=1&lon=2");
        Assert.Equal((502, """{"state":"FAILED","statusCode":502,"message":"no network"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Providers_AreListedAndChosen()
    {
        _boat.Providers.Weather.Register(_one);
        var two = new TestWeather("@boat/two", "[]");
        _boat.Providers.Weather.Register(two);
        Assert.Equal(
            """{"one":{"name":"The one","isDefault":true},"@boat/two":{"name":"The @boat/two","isDefault":false}}""", (await _boat.GetAsync($"{Weather}/_providers")).Text);
        await _boat.GetAsync($"{Weather}/warnings?lat=1&lon=2&provider=@boat/two");
        Assert.Single(two.Asked);
        Assert.Equal(200, (await _boat.SendAsync(HttpMethod.Post, $"{Weather}/_providers/_default/@boat/two", null)).Status);
        Assert.Equal("""{"id":"@boat/two"}""", (await _boat.GetAsync($"{Weather}/_providers/_default")).Text);
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Post, $"{Weather}/_providers/_default/three", null)).Status);
        Assert.Equal(400, (await _boat.GetAsync($"{Weather}/warnings?lat=1&lon=2&provider=three")).Status);
    }

    [Theory]
    [InlineData("", "observations")]
    [InlineData("/forecasts", "point")]
    public async Task Get_OfAFolder_SaysWhatIsInIt(string path, string member) =>
        Assert.True((await _boat.GetAsync(Weather + path)).Json.TryGetProperty(member, out _));
}

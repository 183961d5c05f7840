using System.Text;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Plugins.Network;
using SignalK.Plugins.Running;
using SignalK.Plugins.Tests.Hosting;
using SignalK.Plugins.Tests.Network;
using SignalK.Plugins.Tests.Sdk;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Examples;

/// <summary>Those that answer others.</summary>
public sealed class ServiceExampleTests : ExampleTests
{
    const string Forecast = """
        {"current":{"time":"2026-06-01T12:00","temperature_2m":20,"relative_humidity_2m":50,"dew_point_2m":9.3,"pressure_msl":1013.2,
        "cloud_cover":25,"precipitation":1.5,"wind_speed_10m":8,"wind_direction_10m":180,"wind_gusts_10m":12},
        "hourly":{"time":["2026-06-01T00:00","2026-06-01T01:00"],"temperature_2m":[10,null],"wind_speed_10m":[3,4.5]}}
        """;

    [CompilersFact]
    public async Task AnchorWatch_BoatDrifts_RaisesTheAlarmAndEndsIt()
    {
        await using var boat = await StartAsync("anchor-watch", """{"radius":50}""");
        boat.Send("navigation.position", new SkPosition(60, 25));
        await Eventually.Is(() => boat.Plugin(Id("anchor-watch")).Statistics.DeltasIn >= 1);

        var dropped = await AskAsync(boat, "anchor-watch", "POST", "/api/drop");
        Assert.Equal(60, dropped.GetProperty("body").GetProperty("anchor").GetProperty("latitude").GetDouble());
        await Eventually.Is("normal", () => State(boat));
        // A minute of arc of latitude is a nautical mile.
        boat.Send("navigation.position", new SkPosition(60 + (100 / 1852.0 / 60), 25));
        await Eventually.Is("emergency", () => State(boat));
        Assert.Equal(100, Number(boat, "navigation.anchor.currentRadius"), 0);
        Assert.Equal(200, (await PutAsync(boat, "navigation.anchor.maxRadius", 150)).StatusCode);
        await Eventually.Is("normal", () => State(boat));

        Assert.Equal((400, "expected metres"), await Refused(boat, "navigation.anchor.maxRadius", "far"));
        Assert.Equal(400, (await Refused(boat, "navigation.anchor.position", 5)).Item1);
        var status = await AskAsync(boat, "anchor-watch", "GET", "/api/status");
        Assert.Equal(150, status.GetProperty("body").GetProperty("maxRadius").GetDouble());
    }

    [CompilersFact]
    public async Task AnchorWatch_Restarted_KnowsWhereTheAnchorIs()
    {
        await using var boat = await StartAsync("anchor-watch");
        Assert.Equal(200, (await PutAsync(boat, "navigation.anchor.position", new SkPosition(59.5, 24.25))).StatusCode);
        await boat.Host.DisableAsync(Id("anchor-watch"));
        await boat.Host.EnableAsync(Id("anchor-watch"));
        await boat.UntilAsync(Id("anchor-watch"), PluginState.Running);

        var status = await AskAsync(boat, "anchor-watch", "GET", "/api/status");
        Assert.Equal(59.5, status.GetProperty("body").GetProperty("anchor").GetProperty("latitude").GetDouble());
        await AskAsync(boat, "anchor-watch", "POST", "/api/raise");
        Assert.Equal(409, (await AskAsync(boat, "anchor-watch", "POST", "/api/drop")).GetProperty("statusCode").GetInt32());
    }

    [CompilersFact]
    public async Task ResourceProvider_Moorings_AreSetListedAndDeletedAndOutliveARestart()
    {
        await using var boat = await StartAsync("resource-provider");
        var moorings = boat.Providers.Resources("moorings")!.Default!;
        Assert.Null((await moorings.SetAsync("a", """{"name":"Kotka ⚓","position":{"latitude":60.4,"longitude":26.9}}"""u8.ToArray(), default)).Fault);
        Assert.Null((await moorings.SetAsync("b", """{"name":"Hanko"}"""u8.ToArray(), default)).Fault);
        Assert.Null((await moorings.DeleteAsync("b", default)).Fault);
        await boat.Host.ReloadAsync(Id("resource-provider"));
        await boat.UntilAsync(Id("resource-provider"), PluginState.Running);

        moorings = boat.Providers.Resources("moorings")!.Default!;
        Assert.Equal("""{"a":{"name":"Kotka ⚓","position":{"latitude":60.4,"longitude":26.9}}}""", Text(await moorings.ListAsync("{}"u8.ToArray(), default)));
        Assert.Contains("Kotka", Text(await moorings.GetAsync("a", null, default)), StringComparison.Ordinal);
    }

    [CompilersFact]
    public async Task WeatherProvider_OfALocalService_AnswersInSiUnits()
    {
        await using var service = new HttpPeer(HttpPeer.Ok(Forecast));
        await using var boat = await StartAsync("weather-provider", $$"""{"url":"{{service.Url}}/v1/forecast"}""", Online);
        var weather = boat.Providers.Weather.Default!;
        var here = new WeatherQuery(60.5, 24.25, "{}"u8.ToArray());

        var observation = Json(await weather.ObservationsAsync(here, default))[0];
        Assert.Equal("2026-06-01T12:00:00Z", observation.GetProperty("date").GetString());
        Assert.Equal(293.15, observation.GetProperty("outside").GetProperty("temperature").GetDouble(), 9);
        Assert.Equal(101_320, observation.GetProperty("outside").GetProperty("pressure").GetDouble(), 6);
        Assert.Equal(Math.PI, observation.GetProperty("wind").GetProperty("directionTrue").GetDouble(), 9);
        var hours = Json(await weather.ForecastsAsync(here, ForecastKind.Point, default));
        Assert.Equal((2, 4.5), (hours.GetArrayLength(), hours[1].GetProperty("wind").GetProperty("speedTrue").GetDouble()));
        Assert.False(hours[1].GetProperty("outside").TryGetProperty("temperature", out _));
        Assert.Equal("[]", Text(await weather.WarningsAsync(here, default)));

        // Ten minutes it asks nobody again.
        var request = Assert.Single(service.Requests);
        Assert.StartsWith("GET /v1/forecast?latitude=60.5&longitude=24.25&", request, StringComparison.Ordinal);
    }

    [CompilersFact]
    public async Task WeatherProvider_ServiceFails_HasNothingAndSaysSo()
    {
        await using var service = new HttpPeer("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        await using var boat = await StartAsync("weather-provider", $$"""{"url":"{{service.Url}}/v1/forecast"}""", Online);

        Assert.Equal("[]", Text(await boat.Providers.Weather.Default!.ObservationsAsync(new WeatherQuery(60, 24, "{}"u8.ToArray()), default)));
        await Eventually.Is("the service answered with 503", () => boat.Plugin(Id("weather-provider")).LastError);
    }

    static PluginDevices Online(PluginGrant grant) =>
        PluginDevices.None with { Fetch = new PluginFetch(new FetchOptions { Reach = new NetworkReach((host, _) => host == "127.0.0.1") }) };

    static string? State(Boat boat) => boat.Value("notifications.navigation.anchor")?.Object?.Get("state")?.Text;

    static async Task<(int, string?)> Refused(Boat boat, string path, SkValue value)
    {
        var status = await PutAsync(boat, path, value);
        return (status.StatusCode, status.Message);
    }

    static string Text(ProviderAnswer answer)
    {
        Assert.True(answer.IsAnswered, answer.Fault);
        return Encoding.UTF8.GetString(answer.Json.Span);
    }

    static JsonElement Json(ProviderAnswer answer) => JsonDocument.Parse(Text(answer)).RootElement;
}

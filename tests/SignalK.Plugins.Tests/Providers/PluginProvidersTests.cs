using System.Text;
using SignalK.Core.Providers;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Providers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Tests.Providers;

public class PluginProvidersTests
{
    private readonly ProviderRegistry _registry = new();

    [Fact]
    public async Task Resources_AreAskedForInTheShapesOfTheAbi()
    {
        var calls = new FakeCalls().With("resources_list_resources", """{"a":{"name":"A"}}""").With("resources_get_resource", """{"name":"A"}""")
            .With("resources_set_resource", "").With("resources_delete_resource", "");
        using var registration = PluginProviders.Register(calls, ProviderKind.Resource, "routes", _registry);
        var provider = _registry.Resources("routes")!.Default!;
        Assert.Equal("@boat/provider", provider.Id);
        Assert.Equal("""{"a":{"name":"A"}}""", Text(await provider.ListAsync(Json("""{"limit":3,"provider":"x"}"""), default)));
        await provider.GetAsync("a", null, default);
        await provider.GetAsync("a", "feature.geometry", default);
        Assert.Equal(ProviderOutcome.Nothing, (await provider.SetAsync("a", Json("""{"name":"B"}"""), default)).Outcome);
        Assert.Equal(ProviderOutcome.Nothing, (await provider.DeleteAsync("a", default)).Outcome);
        Assert.Equal(
            [
                """resources_list_resources {"limit":3,"provider":"x","resourceType":"routes"}""",
                """resources_get_resource {"id":"a","resourceType":"routes"}""",
                """resources_get_resource {"id":"a","property":"feature.geometry","resourceType":"routes"}""",
                """resources_set_resource {"id":"a","value":{"name":"B"},"resourceType":"routes"}""",
                """resources_delete_resource {"id":"a","resourceType":"routes"}""",
            ], calls.Asked);
        registration!.Dispose();
        Assert.Null(_registry.Resources("routes"));
    }

    [Fact]
    public async Task Resources_WithoutHandlers_AreNoneToRead_AndCannotBeWritten()
    {
        PluginProviders.Register(new FakeCalls(), ProviderKind.Resource, "routes", _registry);
        var provider = _registry.Resources("routes")!.Default!;
        Assert.Equal(ProviderOutcome.Nothing, (await provider.ListAsync(Json("{}"), default)).Outcome);
        Assert.Equal(ProviderOutcome.Nothing, (await provider.GetAsync("a", null, default)).Outcome);
        Assert.Equal(ProviderOutcome.Unsupported, (await provider.SetAsync("a", Json("1"), default)).Outcome);
    }

    [Theory]
    [InlineData("""{"error":"read only"}""", ProviderOutcome.Refused, "read only")]
    [InlineData("""{"success":false}""", ProviderOutcome.Refused, "the plugin refused it")]
    [InlineData("""{"error":{"code":3}}""", ProviderOutcome.Refused, """{"code":3}""")]
    [InlineData("not json", ProviderOutcome.Failed, "@boat/provider answered with what is no JSON")]
    [InlineData("""{"ok":true} trailing""", ProviderOutcome.Failed, "@boat/provider answered with what is no JSON")]
    [InlineData("true", ProviderOutcome.Answered, null)]
    [InlineData("null", ProviderOutcome.Nothing, null)]
    [InlineData("  ", ProviderOutcome.Nothing, null)]
    public async Task SetResource_TellsWhatThePluginSaid(string said, ProviderOutcome expected, string? fault)
    {
        PluginProviders.Register(new FakeCalls().With("resources_set_resource", said), ProviderKind.Resource, "notes", _registry);
        var answer = await _registry.Resources("notes")!.Default!.SetAsync("a", Json("{}"), default);
        Assert.Equal((expected, fault), (answer.Outcome, answer.Fault));
    }

    [Theory]
    [InlineData(AskOutcome.Busy, ProviderOutcome.Unavailable)]
    [InlineData(AskOutcome.NotRunning, ProviderOutcome.Unavailable)]
    [InlineData(AskOutcome.Failed, ProviderOutcome.Failed)]
    public async Task APluginThatCannotAnswer_IsToldApart(AskOutcome outcome, ProviderOutcome expected)
    {
        var calls = new FakeCalls().With("weather_get_warnings", new GuestAnswer(outcome, default, "why"));
        PluginProviders.Register(calls, ProviderKind.Weather, "W", _registry);
        var answer = await _registry.Weather.Default!.WarningsAsync(new(1, 2, Json("{}")), default);
        Assert.Equal((expected, "why"), (answer.Outcome, answer.Fault));
    }

    [Fact]
    public async Task Weather_IsAskedForInTheShapesOfTheAbi()
    {
        var calls = new FakeCalls().With("weather_get_observations", "[]").With("weather_get_forecasts", "[]").With("weather_get_warnings", "[]");
        PluginProviders.Register(calls, ProviderKind.Weather, "Some Weather", _registry);
        var provider = _registry.Weather.Default!;
        Assert.Equal(("@boat/provider", "Some Weather"), (provider.Id, provider.Name));
        var query = new WeatherQuery(60.5, -25.25, Json("""{"custom":{},"maxCount":2}"""));
        Assert.Equal("[]", Text(await provider.ObservationsAsync(query, default)));
        await provider.ForecastsAsync(query, ForecastKind.Daily, default);
        await provider.ForecastsAsync(query, ForecastKind.Point, default);
        await provider.WarningsAsync(query, default);
        const string Position = """{"position":{"latitude":60.5,"longitude":-25.25}""";
        const string Options = ""","options":{"custom":{},"maxCount":2}}""";
        Assert.Equal(
            [
                $"weather_get_observations {Position}{Options}",
                $"weather_get_forecasts {Position},\"type\":\"daily\"{Options}",
                $"weather_get_forecasts {Position},\"type\":\"point\"{Options}",
                $"weather_get_warnings {Position}}}",
            ], calls.Asked);
    }

    [Fact]
    public async Task Weather_ThatIsNoList_IsAFault()
    {
        PluginProviders.Register(new FakeCalls().With("weather_get_warnings", """{"error":"no network"}"""), ProviderKind.Weather, "W", _registry);
        var answer = await _registry.Weather.Default!.WarningsAsync(new(1, 2, Json("{}")), default);
        Assert.Equal((ProviderOutcome.Failed, "no network"), (answer.Outcome, answer.Fault));
    }

    [Fact]
    public async Task Radars_AreReadInTheShapesOfTheAbi()
    {
        var calls = new FakeCalls().With("radar_get_radars", """["r1",7,"r2"]""").With("radar_get_radar_info", """{"name":"R"}""")
            .With("radar_get_state", """{"error":"gone"}""");
        PluginProviders.Register(calls, ProviderKind.Radar, "Halo", _registry);
        var provider = _registry.Radars.Default!;
        Assert.Equal(["r1", "r2"], await provider.RadarsAsync(default));
        Assert.Equal(AskShape.AnswerOnly, calls.LastShape);
        Assert.Equal("""{"name":"R"}""", Text(await provider.ReadAsync(RadarPart.Information, "r1", default)));
        Assert.Equal(ProviderOutcome.Nothing, (await provider.ReadAsync(RadarPart.State, "r1", default)).Outcome);
        Assert.Equal(ProviderOutcome.Unsupported, (await provider.ReadAsync(RadarPart.Targets, "r1", default)).Outcome);
        await provider.ReadControlAsync("r1", "gain", default);
        Assert.Equal(
            [
                "radar_get_radars ",
                """radar_get_radar_info {"radarId":"r1"}""",
                """radar_get_state {"radarId":"r1"}""",
                """radar_get_targets {"radarId":"r1"}""",
                """radar_get_control {"radarId":"r1","controlId":"gain"}""",
            ], calls.Asked);
    }

    [Fact]
    public async Task Radar_WithOneExportForAllControls_IsAskedThere()
    {
        var calls = new FakeCalls().With("radar_set_control", """{"success":true}""");
        PluginProviders.Register(calls, ProviderKind.Radar, "Halo", _registry);
        var answer = await _registry.Radars.Default!.SetControlAsync("r1", "gain", Json("""{"auto":true}"""), default);
        Assert.True(answer.IsAnswered);
        Assert.Equal(["""radar_set_control {"radarId":"r1","controlId":"gain","value":{"auto":true}}"""], calls.Asked);
    }

    [Theory]
    [InlineData("power", "\"transmit\"", """radar_set_power {"radarId":"r1","state":"transmit"}""")]
    [InlineData("range", "3000", """radar_set_range {"radarId":"r1","range":3000}""")]
    [InlineData("gain", """{"auto":true}""", """radar_set_gain {"radarId":"r1","gain":{"auto":true}}""")]
    [InlineData("sea", """{"auto":false,"value":3}""", """radar_set_sea {"radarId":"r1","sea":{"auto":false,"value":3}}""")]
    [InlineData("rain", """{"auto":true}""", """radar_set_rain {"radarId":"r1","rain":{"auto":true}}""")]
    public async Task Radar_WithAnExportForEachControl_IsAskedThere(string control, string value, string expected)
    {
        var calls = new FakeCalls().With($"radar_set_{control}", "true");
        PluginProviders.Register(calls, ProviderKind.Radar, "Halo", _registry);
        Assert.True((await _registry.Radars.Default!.SetControlAsync("r1", control, Json(value), default)).IsAnswered);
        Assert.Equal(expected, calls.Asked[1]);
    }

    [Theory]
    [InlineData("""{"success":false,"error":"too far"}""", "too far")]
    [InlineData("true", "the plugin refused it")]
    [InlineData("", "the plugin refused it")]
    public async Task Radar_ThatRefuses_SaysWhy(string said, string fault)
    {
        var calls = new FakeCalls().With("radar_acquire_target", said).With("radar_cancel_target", "false");
        PluginProviders.Register(calls, ProviderKind.Radar, "Halo", _registry);
        var provider = _registry.Radars.Default!;
        var answer = await provider.AcquireTargetAsync("r1", 1.5, 900, default);
        Assert.Equal((ProviderOutcome.Refused, fault), (answer.Outcome, answer.Fault));
        Assert.Equal("""radar_acquire_target {"radarId":"r1","bearing":1.5,"distance":900}""", calls.Asked[0]);
        Assert.Equal(ProviderOutcome.Refused, (await provider.CancelTargetAsync("r1", 4, default)).Outcome);
        Assert.Equal("""radar_cancel_target {"radarId":"r1","targetId":4}""", calls.Asked[1]);
        Assert.Equal(ProviderOutcome.Unsupported, (await provider.SetControlAsync("r1", "doppler", Json("1"), default)).Outcome);
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ProviderAnswer answer)
    {
        Assert.Equal(ProviderOutcome.Answered, answer.Outcome);
        return Encoding.UTF8.GetString(answer.Json.Span);
    }
}

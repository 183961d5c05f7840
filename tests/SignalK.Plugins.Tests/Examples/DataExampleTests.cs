using SignalK.Core.Model;
using SignalK.Plugins.Tests.Hosting;
using SignalK.Plugins.Tests.Sdk;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Examples;

/// <summary>Those that take and give values.</summary>
public sealed class DataExampleTests : ExampleTests
{
    [CompilersFact]
    public async Task Hello_Configured_GreetsAndCounts()
    {
        await using var boat = await StartAsync("hello", """{"greeting":"Grüß Gott ⚓"}""");

        Assert.Equal("Hello", boat.Plugin(Id("hello")).Name);
        await Eventually.Is("Grüß Gott ⚓", () => boat.Plugin(Id("hello")).StatusMessage);
        await TickUntil(boat, () => Number(boat, "environment.hello.seconds") >= 3);
        Assert.Equal("normal", boat.Value("notifications.hello")?.Object?.Get("state")?.Text);
    }

    [CompilersFact]
    public async Task DerivedData_ApparentWindOfABoatUnderWay_IsTrueWind()
    {
        await using var boat = await StartAsync("derived-data");

        boat.Send("navigation.speedThroughWater", 3);
        boat.Send("navigation.headingTrue", 1);
        boat.Send("environment.wind.angleApparent", Math.PI / 4);
        boat.Send("environment.wind.speedApparent", 7);

        await Eventually.Is(() => boat.Value("environment.wind.directionTrue") is not null, () => boat.Log.ToString());
        // The apparent wind's vector less the boat's own.
        var (ahead, across) = ((7 * Math.Cos(Math.PI / 4)) - 3, 7 * Math.Sin(Math.PI / 4));
        Assert.Equal(Math.Sqrt((ahead * ahead) + (across * across)), Number(boat, "environment.wind.speedTrue"), 9);
        Assert.Equal(Math.Atan2(across, ahead), Number(boat, "environment.wind.angleTrueWater"), 9);
        Assert.Equal(1 + Math.Atan2(across, ahead), Number(boat, "environment.wind.directionTrue"), 9);
    }

    [CompilersFact]
    public async Task DerivedData_SpeedOfTheBoatIsOld_SaysNothing()
    {
        await using var boat = await StartAsync("derived-data");
        boat.Send("navigation.speedThroughWater", 3);
        boat.Send("environment.wind.angleApparent", 1);
        boat.Send("environment.wind.speedApparent", 7);
        await Eventually.Is(() => boat.Value("environment.wind.speedTrue") is not null, () => boat.Log.ToString());
        var before = Number(boat, "environment.wind.speedTrue");
        var polls = boat.Plugin(Id("derived-data")).Statistics.Calls;
        await TickUntil(boat, () => boat.Plugin(Id("derived-data")).Statistics.Calls >= polls + 12);

        var taken = boat.Plugin(Id("derived-data")).Statistics.DeltasIn;
        boat.Send("environment.wind.angleApparent", 1.5);
        boat.Send("environment.wind.speedApparent", 9);
        await Eventually.Is(() => boat.Plugin(Id("derived-data")).Statistics.DeltasIn >= taken + 2);
        boat.Send("navigation.headingTrue", 1);
        await Eventually.Is(() => boat.Plugin(Id("derived-data")).Statistics.DeltasIn >= taken + 3);

        Assert.Equal(before, Number(boat, "environment.wind.speedTrue"));
    }

    [CompilersTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Benchmark_Deltas_AreCountedAndAnsweredIfAsked(bool emits)
    {
        await using var boat = await StartAsync("benchmark", emits ? """{"emit":true}""" : "{}");
        for (var i = 0; i < 100; i++)
            boat.Send("navigation.speedOverGround", i);

        await Eventually.Is(() => boat.Plugin(Id("benchmark")).Statistics.DeltasIn >= 1, () => boat.Log.ToString());
        var count = 0;
        await Eventually.Is(() => (count = AskAsync(boat, "benchmark", "GET", "/api/count").Result.GetProperty("body").GetProperty("deltas").GetInt32()) >= 1);
        Assert.InRange(count, 1, 100);
        if (emits)
            await Eventually.Is(() => Number(boat, "benchmark.deltas") >= 1, () => boat.Log.ToString());
        else
            Assert.Null(boat.Value("benchmark.deltas"));
    }

    [CompilersFact]
    public async Task DewPoint_TemperatureAndHumidity_IsMagnus()
    {
        await using var boat = await StartAsync("dew-point", """{"period":1}""");
        boat.Send("environment.outside.temperature", 293.15);
        boat.Send("environment.outside.relativeHumidity", 0.5);

        await TickUntil(boat, () => boat.Value("environment.outside.dewPointTemperature") is not null);
        // 9.3 degrees, of any table.
        Assert.Equal(282.42, Number(boat, "environment.outside.dewPointTemperature"), 1);
    }

    [CompilersFact]
    public async Task Barometer_PressureFalls_WarnsUntilItRises()
    {
        await using var boat = await StartAsync("barometer", """{"limit":200}""");
        boat.Send("environment.outside.pressure", 101_300);
        await TickUntil(boat, () => Math.Abs(Number(boat, "environment.outside.pressureTendency")) < 1);
        Assert.Null(boat.Value("notifications.environment.outside.pressure"));

        boat.Send("environment.outside.pressure", 101_000);
        await TickUntil(boat, () => State() == "warn");
        Assert.Contains("-3.0 hPa", boat.Value("notifications.environment.outside.pressure")?.Object?.Get("message")?.Text, StringComparison.Ordinal);
        boat.Send("environment.outside.pressure", 101_250);
        await TickUntil(boat, () => State() == "normal");

        string? State() => boat.Value("notifications.environment.outside.pressure")?.Object?.Get("state")?.Text;
    }

    [CompilersFact]
    public async Task DataLogger_ValuesOfAMonth_AreInAFileADayAndTheOldestGo()
    {
        await using var boat = await StartAsync("data-logger", """{"paths":["navigation.speedOverGround"],"period":1,"days":2}""");
        var folder = Path.Combine(boat.Config, "plugin-config-data", Id("data-logger"), "vfs/data");

        for (var day = 1; day <= 3; day++)
        {
            var file = Path.Combine(folder, $"2026-06-0{day}.csv");
            await TickUntil(
                boat,
                () =>
                {
                    boat.Send("navigation.speedOverGround", day + (boat.Time.GetUtcNow().Second / 100.0));
                    return File.Exists(file) && File.ReadAllText(file).Length > 0;
                },
                () => string.Join(' ', Directory.GetFiles(folder)));
            boat.Time.Advance(boat.Time.GetUtcNow().Date.AddDays(1) - boat.Time.GetUtcNow());
        }

        Assert.Equal(["2026-06-02.csv", "2026-06-03.csv"], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order());
        var days = await AskAsync(boat, "data-logger", "GET", "/api/days");
        Assert.Equal("""["2026-06-02","2026-06-03"]""", days.GetProperty("body").GetRawText());
        var lines = await AskAsync(boat, "data-logger", "GET", "/api/days/2026-06-03");
        Assert.Matches("^2026-06-03T[0-9:.]+Z,navigation.speedOverGround,\"3", lines.GetProperty("body")[0].GetString());
        Assert.Equal(404, (await AskAsync(boat, "data-logger", "GET", "/api/days/secret")).GetProperty("statusCode").GetInt32());
    }
}

namespace SignalK.Server.Tests.Rest;

public sealed class ApiTreeTests : IAsyncLifetime
{
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync();

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("self", "\"vessels.urn:mrn:imo:mmsi:230099999\"")]
    [InlineData("version", "\"0.1.0\"")]
    [InlineData("vessels/self/name", "\"Väinö\"")]
    [InlineData("vessels/urn:mrn:imo:mmsi:230099999/mmsi", "\"230099999\"")]
    [InlineData("vessels/self/navigation/speedOverGround/value", "3.5")]
    [InlineData("vessels/self/navigation/speedOverGround/$source", "\"gps.GP\"")]
    [InlineData("vessels/self/navigation/speedOverGround/timestamp", "\"2026-01-15T12:00:00.000Z\"")]
    [InlineData("vessels/self/navigation/speedOverGround/sentence", "\"RMC\"")]
    [InlineData("vessels/self/navigation/speedOverGround/meta/units", "\"m/s\"")]
    [InlineData("vessels/self/navigation/position/value", """{"longitude":24.8,"latitude":60.2}""")]
    [InlineData("vessels/self/navigation/position/value/latitude", "60.2")]
    [InlineData("vessels/self/navigation/position/values/gps.GP/value/latitude", "60.1")]
    [InlineData("vessels/self/navigation/position/values/gps.GP", """{"value":{"longitude":24.9,"latitude":60.1},"sentence":"RMC","timestamp":"2026-01-15T12:00:00.000Z"}""")]
    [InlineData("vessels/urn:mrn:imo:mmsi:230035780/navigation/position/value/latitude", "60.3")]
    [InlineData("shore/basestations/urn:mrn:imo:mmsi:002766140/navigation/position/value/latitude", "59")]
    [InlineData("sources/gps/GP/sentences/RMC", "\"2026-01-15T12:00:00.000Z\"")]
    [InlineData("sources/gps/type", "\"NMEA0183\"")]
    [InlineData("vessels/self/propulsion/port/revolutions/meta/units", "\"Hz\"")]
    public async Task Get_Part_IsItsJsonWithAndWithoutSlash(string path, string expected)
    {
        var plain = await _boat.GetAsync($"/signalk/v1/api/{path}");
        var slashed = await _boat.GetAsync($"/signalk/v1/api/{path}/");

        Assert.Equal(200, plain.Status);
        Assert.Equal(expected, plain.Text);
        Assert.Equal(expected, slashed.Text);
        Assert.Equal("application/json; charset=utf-8", plain.Header("Content-Type"));
        Assert.Equal(plain.Body.Length.ToString(), plain.Header("Content-Length"));
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("self/x")]
    [InlineData("vessels/nobody")]
    [InlineData("vessels/urn:mrn:imo:mmsi:1/navigation")]
    [InlineData("vessels/self/navigation/nosuch")]
    [InlineData("vessels/self/navigation/nosuch/meta")]
    [InlineData("vessels/self/navigation/speedOverGround/value/x")]
    [InlineData("vessels/self/navigation/speedOverGround/meta/nosuch")]
    [InlineData("vessels/self/navigation/position/values/nobody")]
    [InlineData("vessels/self//navigation")]
    [InlineData("atons")]
    [InlineData("sources/nobody")]
    public async Task Get_NothingThere_Is404WithAMessage(string path)
    {
        var answer = await _boat.GetAsync($"/signalk/v1/api/{path}");

        Assert.Equal(404, answer.Status);
        Assert.Equal(404, answer.Json.GetProperty("statusCode").GetInt32());
        Assert.Contains(path, answer.Json.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("/signalk/v1/api")]
    [InlineData("/signalk/v1/api/")]
    public async Task Get_Root_IsTheFullModel(string path)
    {
        var model = (await _boat.GetAsync(path)).Json;

        Assert.Equal(["version", "self", "vessels", "shore", "sources"], model.EnumerateObject().Select(p => p.Name));
        var vessels = model.GetProperty("vessels");
        Assert.Equal("urn:mrn:imo:mmsi:230099999", vessels.EnumerateObject().First().Name);
        Assert.Equal(2, vessels.EnumerateObject().Count());
        Assert.Equal(24, model.GetProperty("shore").GetProperty("basestations").GetProperty("urn:mrn:imo:mmsi:002766140")
            .GetProperty("navigation").GetProperty("position").GetProperty("value").GetProperty("longitude").GetDouble());
        Assert.Equal("{}", model.GetProperty("sources").GetProperty("defaults").GetRawText());
    }

    [Fact]
    public async Task Get_Leaf_HasMetaValueSourceAndValues()
    {
        var leaf = (await _boat.GetAsync("/signalk/v1/api/vessels/self/navigation/position")).Json;

        Assert.Equal("The position of the vessel in 2 or 3 dimensions (WGS84 datum)", leaf.GetProperty("meta").GetProperty("description").GetString());
        Assert.Equal(60.2, leaf.GetProperty("value").GetProperty("latitude").GetDouble());
        Assert.Equal("ais.AI", leaf.GetProperty("$source").GetString());
        Assert.Equal("VDO", leaf.GetProperty("sentence").GetString());
        Assert.Equal(["gps.GP", "ais.AI"], leaf.GetProperty("values").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Get_MetaOfAContext_IsFlat()
    {
        var meta = (await _boat.GetAsync("/signalk/v1/api/vessels/self/meta")).Json;

        Assert.Equal("m/s", meta.GetProperty("navigation.speedOverGround").GetProperty("units").GetString());
    }

    [Fact]
    public async Task Get_MetaOfAValueThatNothingIsKnownOf_IsEmpty()
    {
        _boat.Ingest(null, SignalK.Core.Model.Source.Of("lamp"), ("galley.lamp.state", true));

        Assert.Equal("{}", (await _boat.GetAsync("/signalk/v1/api/vessels/self/galley/lamp/state/meta/")).Text);
        Assert.Equal(404, (await _boat.GetAsync("/signalk/v1/api/vessels/self/galley/lamp/state/meta/units")).Status);
        Assert.Equal(404, (await _boat.GetAsync("/signalk/v1/api/vessels/self/galley/lamp/meta")).Status);
    }

    [Fact]
    public async Task Get_ManyUnknownPaths_InternsNone()
    {
        var before = SignalK.Core.Model.SkPath.Of("navigation.internTest0").Id;
        for (var i = 0; i < 20; i++)
        {
            await _boat.GetAsync($"/signalk/v1/api/vessels/self/navigation/neverSeen{i}/meta");
        }

        Assert.True(SignalK.Core.Model.SkPath.Of("navigation.internTest1").Id < before + 15);
    }
}

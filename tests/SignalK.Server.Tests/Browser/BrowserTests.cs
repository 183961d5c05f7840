using SignalK.Connections.Supervision;
using SignalK.Core.Model;

namespace SignalK.Server.Tests.Browser;

public sealed class BrowserTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _sailed = new();
    private Boat _boat = null!;
    private Task _sailing = null!;

    public async Task InitializeAsync()
    {
        _boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = BrowserTools.Folder }, time: TimeProvider.System);
        _sailing = SailAsync();
    }

    public async Task DisposeAsync()
    {
        await _sailed.CancelAsync();
        await _sailing;
        await _boat.DisposeAsync();
    }

    [BrowserTheory]
    [InlineData("phone", 360)]
    [InlineData("desktop", 1280)]
    public async Task Page_OfALiveBoat_ShowsItAsANavigatorReadsIt(string name, int width)
    {
        _boat.Faults.Raise("listener:10110/tcp", "the port is in use");
        _boat.Ingest(null, Source.Of("test"), ("notifications.mob", new SkJsonValue("""{"state":"emergency","message":"Man overboard","method":["sound"]}"""u8)));
        _boat.Connections =
        [
            new ConnectionStatus { Id = "gps", Type = "serial", State = ConnectionState.Running, Rate = 4.2, Input = new InputTally { Sentences = 80, BadChecksum = 3 } },
        ];

        var seen = await BrowserTools.RunAsync("page.mjs", _boat.Url.ToString(), Screenshot($"page-{name}"), $"{width}");

        Assert.Empty(seen.GetProperty("errors").EnumerateArray());
        Assert.Equal("Väinö", seen.GetProperty("vessel").GetString());
        Assert.Equal("live", seen.GetProperty("link").GetString());
        Assert.Matches(@"Speed\s+\d\.\d\s*kn", seen.GetProperty("human").GetString());
        Assert.Matches(@"Speed\s+\d\.\d+\s*m/s", seen.GetProperty("si").GetString());
        Assert.StartsWith("<script>alert(1)</script>", seen.GetProperty("target").GetString());
        Assert.Contains("3 bad checksums", seen.GetProperty("connection").GetString());
        Assert.Contains("the port is in use", seen.GetProperty("faults").GetString());
        Assert.Contains("Man overboard", seen.GetProperty("alarms").GetString());
        Assert.True(seen.GetProperty("figures").GetInt32() >= 5);
        Assert.True(seen.GetProperty("overflow").GetInt32() <= 0, "the page is wider than the screen");
    }

    [BrowserFact]
    public async Task InstrumentPanel_FromNpm_ShowsLiveGauges()
    {
        var seen = await BrowserTools.RunAsync("panel.mjs", new Uri(_boat.Url, "/@signalk/instrumentpanel/").ToString(), Screenshot("instrumentpanel"));

        Assert.Empty(seen.GetProperty("errors").EnumerateArray());
        Assert.Contains("navigation.position", seen.GetProperty("later").GetString());
        Assert.NotEqual(seen.GetProperty("first").GetString(), seen.GetProperty("later").GetString());
    }

    [BrowserFact]
    public async Task OfficialClient_FromNpm_ConnectsReadsSubscribesAndReceives()
    {
        var seen = await BrowserTools.RunAsync("client.mjs", _boat.Url.ToString());

        Assert.Equal("Väinö", seen.GetProperty("name").GetString());
        Assert.Equal("navigation.speedOverGround", seen.GetProperty("path").GetString());
        Assert.Equal(Boat.Self, seen.GetProperty("context").GetString());
        Assert.InRange(seen.GetProperty("speed").GetDouble(), 3, 4);
        Assert.InRange(seen.GetProperty("self").GetDouble(), 3, 4);
    }

    private static string Screenshot(string name) => Path.Combine(BrowserTools.Folder, $"{name}.png");

    private async Task SailAsync()
    {
        var gps = Source.Nmea0183("gps", "GP", "RMC");
        var ais = Source.Nmea0183("ais", "AI", "VDM");
        try
        {
            for (var i = 0; ; i++)
            {
                _boat.Ingest(
                    null, gps, ("navigation.position", new SkPosition(60.1 + (i * 1e-5), 24.9)), ("navigation.speedOverGround", 3.5 + (0.1 * Math.Sin(i))),
                    ("navigation.courseOverGroundTrue", 1 + (0.2 * Math.Sin(i / 5.0))), ("navigation.headingTrue", 1.1), ("environment.depth.belowKeel", 7.5));
                _boat.Ingest(
                    Boat.Other, ais, ("", new SkRecord(("name", "<script>alert(1)</script>"))), ("navigation.position", new SkPosition(60.12, 24.95)),
                    ("navigation.speedOverGround", 5), ("navigation.courseOverGroundTrue", 3.5));
                await Task.Delay(250, _sailed.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}

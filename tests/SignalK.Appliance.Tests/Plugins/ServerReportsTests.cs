using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Plugins;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.Plugins.Events;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class ServerReportsTests
{
    readonly FakeTimeProvider _time = new();
    readonly ServerEvents _events;
    readonly PluginEvents _plugin;
    long _deltas = 500;
    ConnectionStatus _gps = new() { Id = "gps", Type = "serial", State = ConnectionState.Running, Address = "/dev/ttyUSB0 at 4800 baud", Input = new() { Deltas = 200 } };

    public ServerReportsTests()
    {
        _events = new ServerEvents(_time);
        var figures = new ServerFigures(() => _deltas, () => 42, () => 3, () => [_gps]);
        new ServerReports(_events, figures, _time).Wire(
            new SelfIdentity("urn:mrn:imo:mmsi:230099999", "Vela", "230099999", null),
            new PrioritySettings([new PathRanking("navigation.position", [new RankedSource("gps.GP", TimeSpan.FromSeconds(5))])]));
        _plugin = new PluginEvents(_events, "one", static () => { }, _time);
        _plugin.Begin(static _ => true);
    }

    [Fact]
    public void ServerStatistics_EveryFiveSeconds_GivesRates()
    {
        Subscribe("SERVERSTATISTICS");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        All();
        _deltas += 5_000;
        _gps = _gps with { Input = new() { Deltas = 1200 } };
        _time.Advance(TimeSpan.FromSeconds(5));

        var data = Assert.Single(All());
        Assert.Equal(
            """{"deltaRate":1000,"numberOfAvailablePaths":42,"wsClients":3,"providerStatistics":{"gps":{"deltaRate":200,"deltaCount":1200,"writeRate":0,"writeCount":0}},"uptime":5.001}""",
            data);
    }

    [Fact]
    public void ProviderStatus_IsSaidWhenItChanges()
    {
        Subscribe("PROVIDERSTATUS");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("""[{"id":"gps","statusType":"provider","type":"status","message":"/dev/ttyUSB0 at 4800 baud"}]""", Assert.Single(All()));

        _gps = _gps with { Error = "/dev/ttyUSB0 is not plugged in" };
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("""[{"id":"gps","statusType":"provider","type":"error","message":"/dev/ttyUSB0 is not plugged in"}]""", Assert.Single(All()));
    }

    [Fact]
    public void VesselInfoAndSourcePriorities_AreSaidOnce()
    {
        Subscribe("VESSEL_INFO", "SOURCEPRIORITIES");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["""{"name":"Vela","mmsi":"230099999"}""", """{"navigation.position":[{"sourceRef":"gps.GP","timeout":5000}]}"""],
            All());
    }

    void Subscribe(params string[] types)
    {
        Assert.True(_plugin.Subscribe(Encoding.UTF8.GetBytes($"[{string.Join(',', types.Select(t => $"\"{t}\""))}]")));
        _plugin.Resume();
    }

    List<string> All()
    {
        List<string> all = [];
        while (_plugin.TryTake(out var json))
        {
            using var document = JsonDocument.Parse(json);
            all.Add(document.RootElement.GetProperty("data").GetRawText());
        }
        return all;
    }
}

using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;

namespace SignalK.Connections.Tests;

public sealed class ConnectionManagerTests
{
    private static readonly TcpServerOptions s_tcp = new() { Id = "tcp", Listen = Harness.Loopback, Port = 0 };
    private static readonly UdpOptions s_udp = new() { Id = "udp", Listen = Harness.Loopback, Port = 0 };

    [Fact]
    public async Task Apply_EqualOptions_LeavesTheConnectionAlone()
    {
        await using var boat = new Harness();
        await boat.Manager.ApplyAsync([s_tcp, s_udp]);
        var (tcp, udp) = (boat.Manager.Find("tcp"), boat.Manager.Find("udp"));

        // Equal in content, other objects: what a reread settings file gives.
        await boat.Manager.ApplyAsync([s_tcp with { Input = new InputOptions { IgnoredSentences = ["GSV"] } }, s_udp with { Groups = [] }]);

        Assert.NotSame(tcp, boat.Manager.Find("tcp"));
        Assert.Same(udp, boat.Manager.Find("udp"));
    }

    [Fact]
    public async Task Apply_ConnectionGone_StopsIt()
    {
        await using var boat = new Harness();
        var connection = await boat.RunAsync(s_tcp);
        await Eventually.Is(ConnectionState.Running, () => connection.Status().State);

        await boat.Manager.ApplyAsync([]);

        Assert.Equal(ConnectionState.Stopped, connection.Status().State);
        Assert.Empty(boat.Manager.Status());
    }

    [Fact]
    public async Task Apply_FaultyOptions_ShowsEveryFaultAndRunsTheRest()
    {
        await using var boat = new Harness();

        await boat.Manager.ApplyAsync(
        [
            s_tcp,
            s_udp with { Id = "tcp" },
            new TcpClientOptions { Id = "client", Host = " ", Port = 70_000 },
            s_udp with { Enabled = false },
        ]);

        Assert.Equal(3, boat.Manager.Status().Count);
        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.State == ConnectionState.Running));
        Assert.Contains(boat.Manager.Status(), static s => s.Error == "another connection has the id 'tcp'");
        var client = boat["client"];
        Assert.Equal(ConnectionState.Failed, client.State);
        Assert.Contains("port 70000 is out of range", client.Error, StringComparison.Ordinal);
        Assert.Contains("a host is missing", client.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithEverythingOpen_LeavesNothingRunning()
    {
        var boat = new Harness();
        await boat.Manager.ApplyAsync([s_tcp, s_udp, new TcpClientOptions { Id = "far", Host = "127.0.0.1", Port = 1 }]);
        Connection[] all = [.. new[] { "tcp", "udp", "far" }.Select(id => boat.Manager.Find(id)!)];

        await boat.DisposeAsync();

        Assert.All(all, static c => Assert.Equal(ConnectionState.Stopped, c.Status().State));
    }
}

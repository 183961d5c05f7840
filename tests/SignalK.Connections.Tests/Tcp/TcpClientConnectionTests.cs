using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Tcp;

public sealed class TcpClientConnectionTests : IDisposable
{
    private readonly TcpListener _peer = new(IPAddress.Loopback, 0);

    public TcpClientConnectionTests() => _peer.Start();

    private TcpClientOptions Options => new() { Id = "plotter", Host = "127.0.0.1", Port = ((IPEndPoint)_peer.LocalEndpoint).Port };

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Peer_ClosesAndComesBack_TheConnectionIsOpenedAgain()
    {
        await using var boat = new Harness();
        await boat.RunAsync(Options);
        using (var first = await _peer.AcceptSocketAsync())
        {
            await SendAsync(first, Sentences.Depth(1));
            await Eventually.Is(1, boat.Depths.Count);
        }

        await Eventually.Is(ConnectionState.Waiting, () => boat["plotter"].State);
        boat.Manager.Find("plotter")!.RetryNow();
        using var second = await _peer.AcceptSocketAsync();
        await SendAsync(second, Sentences.Depth(2));

        await Eventually.Is(2, boat.Depths.Count);
        Assert.Equal(2, boat["plotter"].Opened);
    }

    [Fact]
    public async Task Peer_IsNotThere_SaysSoAndBacksOff()
    {
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        var options = Options;
        _peer.Stop();

        await boat.RunAsync(options);

        await Eventually.Is(ConnectionState.Failed, () => boat["plotter"].State);
        Assert.Contains("nothing listens there", boat["plotter"].Error, StringComparison.Ordinal);
        Assert.InRange(boat["plotter"].RetryIn!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Output_IsConfigured_OthersSentencesGoOutAndItsOwnDoNotComeBack()
    {
        await using var boat = new Harness();
        await boat.RunAsync(Options with { Output = new OutputOptions { Deny = ["DBT"] } });
        using var peer = await _peer.AcceptSocketAsync();
        await Eventually.Is(ConnectionState.Running, () => boat["plotter"].State);

        await SendAsync(peer, Sentences.Depth(1));
        await Eventually.Is(1, boat.Depths.Count);
        boat.Services.Bus.Publish(this, Encoding.ASCII.GetBytes(Sentences.Depth(2)));
        var heading = Sentences.Make("HCHDM,101.0,M");
        boat.Services.Bus.Publish(this, Encoding.ASCII.GetBytes(heading));
        boat.Services.Bus.Flush();

        var buffer = new byte[256];
        var count = await peer.ReceiveAsync(buffer);
        Assert.Equal(heading + "\r\n", Encoding.ASCII.GetString(buffer, 0, count));
        await Eventually.Is(1, () => boat["plotter"].Output.Sentences);
    }

    [Fact]
    public async Task Peer_IsASignalKServer_IsAskedForEverything()
    {
        await using var boat = new Harness();
        await boat.RunAsync(Options with { Protocol = TcpProtocol.SignalK });
        using var peer = await _peer.AcceptSocketAsync();
        var buffer = new byte[256];
        var count = await peer.ReceiveAsync(buffer);
        using (var json = System.Text.Json.JsonDocument.Parse(buffer.AsMemory(0, count)))
        {
            Assert.Equal("*", json.RootElement.GetProperty("context").GetString());
        }

        await SendAsync(peer, """{"name":"signalk-server","version":"2.23.0","roles":["main","master"]}""");
        await SendAsync(peer, """{"updates":[{"$source":"pi.sensor","values":[{"path":"environment.inside.temperature","value":293.1}]}]}""");

        await Eventually.Is(1, () => boat.Values.Count);
        Assert.Equal("pi.sensor", boat.Values.Single().Source);
        Assert.Equal(0, boat["plotter"].Input.Malformed);
    }

    [Fact]
    public async Task Peer_SaysNothing_IsCalledAgain()
    {
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        await boat.RunAsync(Options);
        using var silent = await _peer.AcceptSocketAsync();
        await Eventually.Is(ConnectionState.Running, () => boat["plotter"].State);

        for (var second = 0; second < 62; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Eventually.Is(true, () => boat["plotter"].State is ConnectionState.Failed or ConnectionState.Waiting);
        Assert.Equal("nothing received for 60 s", boat["plotter"].Error);
    }

    [Fact]
    public async Task Source_FallsSilent_NotifiesAndTakesItBackWhenItTalks()
    {
        const string Path = "notifications.server.source.plotter";
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        await boat.RunAsync(Options);
        using var peer = await _peer.AcceptSocketAsync();
        for (var second = 1; second <= 30; second++)
        {
            await SendAsync(peer, Sentences.Depth(second));
            await Eventually.Is(second, boat.Depths.Count);
            await Eventually.Is(second, () => (int)boat["plotter"].Input.Sentences);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(boat["plotter"].Quiet);
        for (var second = 0; second < 12; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var notification = Assert.Single(boat.Values, static v => v.Path == Path);
        Assert.Equal("warn", notification.Value.Object!.Get("state")!.Value.Text);
        Assert.True(boat["plotter"].Quiet);

        // Silence closes the connection; once it talks again all is well.
        await Eventually.Is(() =>
        {
            boat.Manager.Find("plotter")!.RetryNow();
            return _peer.Pending();
        });
        using var again = await _peer.AcceptSocketAsync();
        await SendAsync(again, Sentences.Depth(99));
        await Eventually.Is(31, () => (int)boat["plotter"].Input.Sentences);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("normal", boat.Values.Last(static v => v.Path == Path).Value.Object!.Get("state")!.Value.Text);
        Assert.False(boat["plotter"].Quiet);
    }

    private static Task<int> SendAsync(Socket peer, string line) => peer.SendAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Udp;

public sealed class UdpConnectionTests
{
    private static readonly UdpOptions s_options = new() { Id = "udp", Listen = Harness.Loopback, Port = 0 };

    [Fact]
    public async Task Datagram_WithoutLineEnd_IsAWholeSentence()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options);
        using var sender = new UdpClient();

        await sender.SendAsync(Encoding.ASCII.GetBytes(Sentences.Depth(5)), new IPEndPoint(IPAddress.Loopback, port));
        await sender.SendAsync(Encoding.ASCII.GetBytes($"{Sentences.Depth(6)}\r\n{Sentences.Depth(7)}"), new IPEndPoint(IPAddress.Loopback, port));

        await Eventually.Is(3, boat.Depths.Count);
        Assert.Equal([5, 6, 7], boat.Depths);
    }

    [Fact]
    public async Task Senders_MoreThanKept_TheOldestGivesWayAndAllAreHeard()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options with { MaxSenders = 2 });

        for (var i = 1; i <= 5; i++)
        {
            using var sender = new UdpClient();
            await sender.SendAsync(Encoding.ASCII.GetBytes(Sentences.Depth(i)), new IPEndPoint(IPAddress.Loopback, port));
            await Eventually.Is(i, boat.Depths.Count);
        }

        await Eventually.Is(3, () => boat["udp"].Refused);
    }

    [Fact]
    public async Task Output_ReachesOurOwnPort_IsNotTakenForInput()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options);
        await boat.Manager.ApplyAsync(
        [
            s_options,
            new UdpOptions { Id = "out", Host = "127.0.0.1", HostPort = port, Output = new OutputOptions() },
        ]);
        await Eventually.Is(ConnectionState.Running, () => boat["out"].State);

        boat.Services.Bus.Publish(this, Encoding.ASCII.GetBytes(Sentences.Depth(1)));
        boat.Services.Bus.Flush();
        await Eventually.Is(1, () => boat["out"].Output.Sentences);
        using var stranger = new UdpClient();
        await stranger.SendAsync(Encoding.ASCII.GetBytes(Sentences.Depth(2)), new IPEndPoint(IPAddress.Loopback, port));

        // Loopback keeps the order: had our own been taken, it would be the first.
        await Eventually.Is(true, () => boat.Depths.Any());
        Assert.Equal([2], boat.Depths);
    }

    [Fact]
    public async Task Group_IsJoined_ItsDatagramsArrive()
    {
        var group = IPAddress.Parse("239.192.0.1");
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options with { Listen = [IPAddress.Any], Groups = [group] });
        using var sender = new UdpClient(AddressFamily.InterNetwork);
        sender.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 0);

        await sender.SendAsync(Encoding.ASCII.GetBytes(Sentences.Depth(8)), new IPEndPoint(group, port));

        await Eventually.Is(1, boat.Depths.Count);
    }

    [Fact]
    public async Task Port_InUse_IsNamedAndTriedAgain()
    {
        await using var boat = new Harness();
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.Client.LocalEndPoint!).Port;
        await boat.RunAsync(s_options with { Port = port });

        await Eventually.Is(ConnectionState.Failed, () => boat["udp"].State);
        Assert.Equal($"UDP port {port} is in use by another program", boat["udp"].Error);

        taken.Dispose();
        boat.Manager.Find("udp")!.RetryNow();
        await Eventually.Is(ConnectionState.Running, () => boat["udp"].State);
    }

    private static async Task<int> RunAsync(Harness boat, UdpOptions options)
    {
        var connection = await boat.RunAsync(options);
        await Eventually.Is(ConnectionState.Running, () => connection.Status().State);
        return connection.Status().Endpoints[0].Port;
    }
}

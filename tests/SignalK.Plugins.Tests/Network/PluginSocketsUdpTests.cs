using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Network;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginSocketsUdpTests : SocketTestBase
{
    readonly UdpClient _peer = new(new IPEndPoint(IPAddress.Loopback, 0));

    int PeerPort => ((IPEndPoint)_peer.Client.LocalEndPoint!).Port;

    [Fact]
    public async Task Bound_Datagrams_ComeInOrderWithTheirSender()
    {
        var (sockets, id, port) = Bound();
        await _peer.SendAsync(Bytes("one"), new IPEndPoint(IPAddress.Loopback, port));
        await _peer.SendAsync(Bytes("two"), new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal(("one", "127.0.0.1", PeerPort), await ReceiveAsync(sockets, id));
        Assert.Equal(("two", "127.0.0.1", PeerPort), await ReceiveAsync(sockets, id));
        Assert.Equal(0, sockets.UdpReceive(id, new byte[10], out _, out _));
        Assert.Equal(0, sockets.UdpPending(id));
    }

    [Fact]
    public async Task Receive_SmallBuffer_CutsTheDatagram()
    {
        var (sockets, id, port) = Bound();
        await _peer.SendAsync(Bytes("longer than that"), new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal("longer", (await ReceiveAsync(sockets, id, most: 6)).Text);
        Assert.Equal(0, sockets.UdpPending(id));
    }

    [Fact]
    public async Task Receive_LongestDatagram_IsWhole()
    {
        var (sockets, id, port) = Bound();
        await _peer.SendAsync(Bytes(new string('x', 65_507)), new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal(65_507, (await ReceiveAsync(sockets, id, most: 70_000)).Text.Length);
    }

    [Fact]
    public async Task Receive_EmptyDatagram_IsPassedOver()
    {
        var (sockets, id, port) = Bound();
        await _peer.SendAsync(Array.Empty<byte>(), new IPEndPoint(IPAddress.Loopback, port));
        await _peer.SendAsync(Bytes("next"), new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal("next", (await ReceiveAsync(sockets, id)).Text);
    }

    [Fact]
    public async Task Send_Unbound_BindsItselfAndTakesTheAnswer()
    {
        var sockets = Sockets();
        var id = sockets.UdpCreate(ipv6: false);

        Assert.Equal(5, sockets.UdpSend(id, "127.0.0.1", PeerPort, Bytes("hello")));
        var heard = await _peer.ReceiveAsync();
        await _peer.SendAsync(Bytes("back"), heard.RemoteEndPoint);

        Assert.Equal("back", (await ReceiveAsync(sockets, id)).Text);
    }

    [Fact]
    public async Task Send_ToAName_GoesOutOnceItIsKnown()
    {
        var sockets = Sockets(Everywhere with { Resolver = new NameResolver(_ => [IPAddress.IPv6Loopback, IPAddress.Loopback]) });
        var id = sockets.UdpCreate(ipv6: false);

        Assert.Equal(5, sockets.UdpSend(id, "plotter.local", PeerPort, Bytes("hello")));
        Assert.Equal("hello"u8.ToArray(), (await _peer.ReceiveAsync()).Buffer);
        Assert.Equal(5, sockets.UdpSend(id, "plotter.local", PeerPort, Bytes("again")));
        Assert.Equal("again"u8.ToArray(), (await _peer.ReceiveAsync()).Buffer);
    }

    [Fact]
    public void Send_WithoutBroadcastSet_Fails()
    {
        var sockets = Sockets();
        var id = sockets.UdpCreate(ipv6: false);

        Assert.Equal(-1, sockets.UdpSend(id, "255.255.255.255", PeerPort, Bytes("x")));
    }

    [Fact]
    public async Task Ipv6_SpeaksBoth()
    {
        var sockets = Sockets();
        var id = sockets.UdpCreate(ipv6: true);

        Assert.Equal(2, sockets.UdpSend(id, "127.0.0.1", PeerPort, Bytes("v4")));
        var heard = await _peer.ReceiveAsync();
        await _peer.SendAsync(Bytes("back"), heard.RemoteEndPoint);

        Assert.Equal("::ffff:127.0.0.1", (await ReceiveAsync(sockets, id)).Address);
    }

    [Fact]
    public async Task Multicast_JoinedBeforeBinding_IsHeard()
    {
        var port = FreeUdpPort();
        var sockets = Sockets();
        var hears = sockets.UdpCreate(ipv6: false);
        Assert.Equal(0, sockets.UdpSetMulticastTtl(hears, 4));
        Assert.Equal(0, sockets.UdpSetMulticastLoopback(hears, true));
        Assert.Equal(0, sockets.UdpSetBroadcast(hears, true));
        Assert.Equal(0, sockets.UdpJoinMulticast(hears, "239.192.0.7", "127.0.0.1"));
        Assert.Equal(0, sockets.UdpBind(hears, port));
        using var speaks = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        speaks.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());

        speaks.SendTo(Bytes("spoke"), new IPEndPoint(IPAddress.Parse("239.192.0.7"), port));

        Assert.Equal("spoke", (await ReceiveAsync(sockets, hears)).Text);
        Assert.Equal(0, sockets.UdpLeaveMulticast(hears, "239.192.0.7", "127.0.0.1"));
        Assert.Equal(-1, sockets.UdpLeaveMulticast(hears, "239.192.0.7", "127.0.0.1"));
    }

    [Fact]
    public void Bind_ReusedPort_IsShared()
    {
        var (sockets, _, port) = Bound();

        Assert.Equal(0, sockets.UdpBind(sockets.UdpCreate(ipv6: false), port));
    }

    [Fact]
    public void Bind_PortOfAnotherProgram_Fails()
    {
        var sockets = Sockets();

        Assert.Equal(-1, sockets.UdpBind(sockets.UdpCreate(ipv6: false), PeerPort));
    }

    [Theory]
    [InlineData("not a group")]
    [InlineData("192.168.1.1")]
    [InlineData("ff02::1")]
    public void Join_WhatIsNoGroupOfTheSocket_Fails(string group)
    {
        var sockets = Sockets();

        Assert.Equal(-1, sockets.UdpJoinMulticast(sockets.UdpCreate(ipv6: false), group, ""));
    }

    [Fact]
    public void AnyCall_UnknownSocket_Fails()
    {
        var sockets = Sockets();

        Assert.Equal(-1, sockets.UdpBind(7, 0));
        Assert.Equal(-1, sockets.UdpSend(7, "127.0.0.1", 9, Bytes("x")));
        Assert.Equal(-1, sockets.UdpReceive(7, new byte[1], out _, out _));
        Assert.Equal(-1, sockets.UdpSetBroadcast(7, true));
        Assert.Equal(-1, sockets.UdpSetMulticastTtl(7, 1));
        Assert.Equal(0, sockets.UdpPending(7));
        sockets.UdpClose(7);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    [InlineData(int.MinValue)]
    public void Bind_NoPort_Fails(int port)
    {
        var sockets = Sockets();
        var id = sockets.UdpCreate(ipv6: false);

        Assert.Equal(-1, sockets.UdpBind(id, port));
        Assert.Equal(-1, sockets.UdpSend(id, "127.0.0.1", port, Bytes("x")));
        Assert.Equal(-1, sockets.UdpSetMulticastTtl(id, 256));
    }

    [Fact]
    public async Task Queue_MoreThanItsDatagrams_DropsTheOldest()
    {
        var time = new FakeTimeProvider();
        var (sockets, id, port) = Bound(Everywhere with { MostDatagrams = 3, Time = time });
        for (var i = 0; i < 10; i++)
        {
            await _peer.SendAsync(Bytes($"{i}"), new IPEndPoint(IPAddress.Loopback, port));
            await Eventually.Is(() =>
            {
                // After an overflow nothing is taken in for 50 ms.
                time.Advance(TimeSpan.FromMilliseconds(10));
                return sockets.Statistics.BytesIn == i + 1;
            });
        }

        Assert.Equal(["7", "8", "9"], [(await ReceiveAsync(sockets, id)).Text, (await ReceiveAsync(sockets, id)).Text, (await ReceiveAsync(sockets, id)).Text]);
        Assert.Equal(7, sockets.Statistics.Dropped);
    }

    [Fact]
    public async Task Queue_MoreThanItsBytes_DropsTheOldestAndAllowsAgainWhatWasTaken()
    {
        var (sockets, id, port) = Bound(Everywhere with { MostDatagramBytes = 100 });
        for (var i = 0; i < 5; i++)
        {
            await _peer.SendAsync(Bytes($"{i}" + new string('x', 39)), new IPEndPoint(IPAddress.Loopback, port));
            await Eventually.Is((i + 1) * 40L, () => sockets.Statistics.BytesIn);
        }

        Assert.Equal(3, sockets.Statistics.Dropped);
        Assert.StartsWith("3", (await ReceiveAsync(sockets, id)).Text);
        Assert.StartsWith("4", (await ReceiveAsync(sockets, id)).Text);
        await _peer.SendAsync(Bytes(new string('y', 100)), new IPEndPoint(IPAddress.Loopback, port));
        Assert.StartsWith("y", (await ReceiveAsync(sockets, id)).Text);
    }

    [Fact]
    public void Send_MoreThanTheRate_IsRefused()
    {
        var sockets = Sockets(Everywhere with { DatagramsPerSecond = 10, Time = new FakeTimeProvider() });
        var id = sockets.UdpCreate(ipv6: false);
        var sent = Enumerable.Range(0, 50).Count(_ => sockets.UdpSend(id, "127.0.0.1", PeerPort, Bytes("x")) == 1);

        Assert.Equal(10, sent);
        Assert.Equal(40, sockets.Statistics.Refused);
    }

    (PluginSockets Sockets, int Id, int Port) Bound(SocketOptions? options = null)
    {
        var sockets = Sockets(options);
        var id = sockets.UdpCreate(ipv6: false);
        var port = FreeUdpPort();
        Assert.Equal(0, sockets.UdpBind(id, port));
        return (sockets, id, port);
    }
}

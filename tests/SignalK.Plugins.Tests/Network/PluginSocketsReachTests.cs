using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Network;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginSocketsReachTests : SocketTestBase
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PluginSocketsReachTests() => _listener.Start();

    int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public void AnyCall_HostOrPortNotListed_Fails()
    {
        var options = Only((IPAddress.Loopback.ToString(), Port)) with { MayBind = static port => port is 0 or 2000 };
        var sockets = Sockets(options);
        var (tcp, udp) = (sockets.TcpCreate(), sockets.UdpCreate(ipv6: false));

        Assert.Equal(-1, sockets.TcpConnect(tcp, "127.0.0.1", Port + 1));
        Assert.Equal(-1, sockets.TcpConnect(tcp, "localhost", Port));
        Assert.Equal(-1, sockets.UdpSend(udp, "127.0.0.2", Port, Bytes("x")));
        Assert.Equal(-1, sockets.UdpBind(udp, 2001));
        Assert.Equal(-1, sockets.UdpJoinMulticast(udp, "239.0.0.1", "127.0.0.1"));
        Assert.Equal(4, options.Reach.Denied);
        Assert.Equal(0, sockets.TcpConnect(tcp, "127.0.0.1", Port));
    }

    [Fact]
    public async Task Connect_ListedNameThatLeadsIntoTheBoat_Closes()
    {
        var sockets = Sockets(Only(("rebind.example.org", Port)) with { Resolver = new NameResolver(_ => [IPAddress.Loopback]) });
        var id = sockets.TcpCreate();

        Assert.Equal(0, sockets.TcpConnect(id, "rebind.example.org", Port));
        await Eventually.Is(-1, () => sockets.TcpConnected(id));
        Assert.False(_listener.Pending());
    }

    [Fact]
    public void Join_GroupListedWithItsPort_AfterThatPortIsBound()
    {
        var port = FreeUdpPort();
        var sockets = Sockets(Only(("239.192.0.7", port)));
        var id = sockets.UdpCreate(ipv6: false);

        Assert.Equal(-1, sockets.UdpJoinMulticast(id, "239.192.0.7", "127.0.0.1"));
        sockets.UdpBind(id, port);
        Assert.Equal(0, sockets.UdpJoinMulticast(id, "239.192.0.7", "127.0.0.1"));
    }

    [Fact]
    public void Create_MoreThanTheMost_FailsUntilOneIsClosed()
    {
        var sockets = Sockets(Everywhere with { Most = 3 });
        var first = sockets.UdpCreate(ipv6: false);
        sockets.TcpCreate();
        sockets.UdpCreate(ipv6: true);

        Assert.Equal(-1, sockets.TcpCreate());
        Assert.Equal(-1, sockets.UdpCreate(ipv6: false));
        Assert.Equal(2, sockets.Statistics.Refused);
        sockets.UdpClose(first);
        Assert.NotEqual(-1, sockets.TcpCreate());
        Assert.Equal(3, sockets.Statistics.Open);
    }

    [Fact]
    public async Task Create_AfterManyThatThePeerEnded_StillWorks()
    {
        var sockets = Sockets(Everywhere with { Most = 2, NewPerSecond = 1000 });
        for (var i = 0; i < 10; i++)
        {
            var id = sockets.TcpCreate();
            Assert.NotEqual(-1, id);
            sockets.TcpConnect(id, "127.0.0.1", Port);
            (await _listener.AcceptTcpClientAsync()).Dispose();
            await Eventually.Is(-1, () => sockets.TcpConnected(id));
        }
    }

    [Fact]
    public void Create_OpeningAndClosingInALoop_IsHeldToItsRate()
    {
        var time = new FakeTimeProvider();
        var sockets = Sockets(Everywhere with { Time = time });
        var made = 0;
        for (var i = 0; i < 1000; i++)
        {
            var id = sockets.UdpCreate(ipv6: false);
            made += id > 0 ? 1 : 0;
            sockets.UdpClose(id);
        }

        Assert.Equal(20, made);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(-1, sockets.UdpCreate(ipv6: false));
    }

    static SocketOptions Only(params (string Host, int Port)[] list) =>
        Everywhere with { Reach = new NetworkReach((host, port) => list.Contains((host, port))) };
}

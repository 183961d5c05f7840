using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Network;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginSocketsTcpTests : SocketTestBase
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PluginSocketsTcpTests() => _listener.Start();

    int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public async Task Lines_AnyLineEnd_ComeOneByOneWithoutEmptyOnes()
    {
        var (sockets, id, peer) = await ConnectAsync();
        await WriteAsync(peer, "$GPRMC,1\r\n\r\n\n$GPGGA,2\n$GP");
        await WriteAsync(peer, "VTG,3\r\nrest");

        await Eventually.Is(3, () => sockets.TcpPending(id));
        Assert.Equal(["$GPRMC,1", "$GPGGA,2", "$GPVTG,3"], [TakeLine(sockets, id), TakeLine(sockets, id), TakeLine(sockets, id)]);
        Assert.Equal(0, sockets.TcpReceiveLine(id, new byte[10]));
    }

    [Fact]
    public async Task Lines_SmallBuffer_CutsTheLineOnly()
    {
        var (sockets, id, peer) = await ConnectAsync();
        await WriteAsync(peer, "a long line\nnext\n");

        Assert.Equal("a lo", await LineAsync(sockets, id, most: 4));
        Assert.Equal("next", await LineAsync(sockets, id));
    }

    [Fact]
    public async Task Raw_SmallBuffer_KeepsTheRest()
    {
        var (sockets, id, peer) = await ConnectAsync();
        Assert.Equal(0, sockets.TcpSetLineBuffering(id, false));
        await WriteAsync(peer, "0123456789");
        await Eventually.Is(10L, () => sockets.Statistics.BytesIn);

        var buffer = new byte[4];
        Assert.Equal([4, 4, 2, 0], [sockets.TcpReceiveRaw(id, buffer), sockets.TcpReceiveRaw(id, buffer), sockets.TcpReceiveRaw(id, buffer), sockets.TcpReceiveRaw(id, buffer)]);
        Assert.Equal("8967", Encoding.ASCII.GetString(buffer));
    }

    [Fact]
    public async Task Modes_ChangedWhileBytesWait_LoseNothing()
    {
        var (sockets, id, peer) = await ConnectAsync();
        await WriteAsync(peer, "one\ntwo\nthree");
        await Eventually.Is(2, () => sockets.TcpPending(id));

        sockets.TcpSetLineBuffering(id, false);
        Assert.Equal(1, sockets.TcpPending(id));
        var buffer = new byte[2];
        sockets.TcpReceiveRaw(id, buffer);
        sockets.TcpSetLineBuffering(id, true);

        Assert.Equal(2, sockets.TcpPending(id));
        Assert.Equal(["e", "two"], [TakeLine(sockets, id), TakeLine(sockets, id)]);
    }

    [Fact]
    public async Task Send_BeforeItIsConnected_IsSentThen()
    {
        var sockets = Sockets();
        var id = sockets.TcpCreate();
        Assert.Equal(-1, sockets.TcpSend(id, Bytes("too early")));
        Assert.Equal(0, sockets.TcpConnect(id, "127.0.0.1", Port));
        Assert.Equal(6, sockets.TcpSend(id, Bytes("hello\n")));
        Assert.Equal(6, sockets.TcpSend(id, Bytes("again\n")));

        using var peer = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(peer.GetStream());
        Assert.Equal("hello", await reader.ReadLineAsync());
        Assert.Equal("again", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Send_PeerThatNeverReads_IsRefusedOnceTheRoomIsFull()
    {
        var (sockets, id, peer) = await ConnectAsync();
        var block = new byte[64 << 10];
        var taken = 0L;
        while (sockets.TcpSend(id, block) == block.Length)
            taken += block.Length;

        Assert.InRange(taken, 256 << 10, 64 << 20);
        var received = 0L;
        var buffer = new byte[1 << 20];
        while (received < taken)
            received += await peer.GetStream().ReadAsync(buffer);
        Assert.Equal(taken, received);
        await Eventually.Is(() => sockets.TcpSend(id, Bytes("x")) == 1);
    }

    [Fact]
    public async Task Receive_GuestThatNeverReads_HoldsTheSenderBack()
    {
        var (sockets, id, peer) = await ConnectAsync(Everywhere with { MostReceived = 200_000 });
        var line = Bytes(new string('x', 98) + "\r\n");
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 200_000; i++)
                await peer.GetStream().WriteAsync(line);
        });

        await Eventually.Is(2_000, () => sockets.TcpPending(id));
        Assert.False(sending.IsCompleted);
        var lines = 0;
        var buffer = new byte[200];
        await Eventually.Is(() =>
        {
            while (sockets.TcpReceiveLine(id, buffer) is > 0 and var length)
                lines += length == 98 ? 1 : 0;
            return lines == 200_000;
        }, () => $"{lines} lines");
        await sending;
        Assert.Equal(0, sockets.Statistics.Dropped);
    }

    [Fact]
    public async Task Lines_OneWithoutEnd_IsDroppedAndCounted()
    {
        var (sockets, id, peer) = await ConnectAsync(Everywhere with { MostReceived = 1000 });
        await WriteAsync(peer, new string('x', 5000) + "\nnext\n");

        Assert.Equal("next", await LineAsync(sockets, id));
        Assert.Equal(1, sockets.Statistics.Dropped);
    }

    [Fact]
    public async Task Connected_PeerEnds_IsClosedButWhatCameCanBeTaken()
    {
        var (sockets, id, peer) = await ConnectAsync();
        await WriteAsync(peer, "last words\n");
        peer.Dispose();

        await Eventually.Is(-1, () => sockets.TcpConnected(id));
        Assert.Equal("last words", TakeLine(sockets, id));
        Assert.Equal(-1, sockets.TcpSend(id, Bytes("x")));
        Assert.Equal(-1, sockets.TcpConnect(id, "127.0.0.1", Port));
        Assert.Equal(0, sockets.Statistics.Open - 1);
    }

    [Fact]
    public async Task Close_TellsThePeer()
    {
        var (sockets, id, peer) = await ConnectAsync();
        sockets.TcpSend(id, Bytes("bye"));
        sockets.TcpClose(id);

        using var reader = new StreamReader(peer.GetStream());
        Assert.Equal("bye", await reader.ReadToEndAsync());
        Assert.Equal(-1, sockets.TcpConnected(id));
        Assert.Equal(-1, sockets.TcpReceiveLine(id, new byte[1]));
        Assert.Equal(0, sockets.TcpPending(id));
    }

    [Fact]
    public async Task Dispose_ClosesAll()
    {
        var (sockets, id, peer) = await ConnectAsync();
        sockets.UdpCreate(ipv6: false);

        sockets.Dispose();

        Assert.Equal(0, await peer.GetStream().ReadAsync(new byte[1]));
        Assert.Equal(-1, sockets.TcpConnected(id));
        Assert.Equal(0, sockets.Statistics.Open);
    }

    [Fact]
    public async Task Connect_NobodyListens_Closes()
    {
        var port = Port;
        _listener.Stop();
        var sockets = Sockets();
        var id = sockets.TcpCreate();

        Assert.Equal(0, sockets.TcpConnected(id));
        Assert.Equal(0, sockets.TcpConnect(id, "127.0.0.1", port));
        await Eventually.Is(-1, () => sockets.TcpConnected(id));
    }

    [Fact]
    public async Task Connect_NameServerIsSilent_ClosesAtTheDeadlineAndNeverBlocks()
    {
        using var silence = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var sockets = Sockets(Everywhere with
        {
            Time = time,
            Resolver = new NameResolver(_ =>
            {
                asked.Set();
                silence.Wait();
                return [];
            }),
        });
        var id = sockets.TcpCreate();
        Assert.Equal(0, sockets.TcpConnect(id, "gateway.example.org", 2000));
        Assert.Equal(-1, sockets.TcpConnect(id, "gateway.example.org", 2000));
        await Task.Run(asked.Wait);
        Assert.Equal(0, sockets.TcpConnected(id));

        time.Advance(TimeSpan.FromSeconds(31));

        await Eventually.Is(-1, () => sockets.TcpConnected(id));
        silence.Set();
    }

    async Task<(PluginSockets Sockets, int Id, TcpClient Peer)> ConnectAsync(SocketOptions? options = null)
    {
        var sockets = Sockets(options);
        var id = sockets.TcpCreate();
        Assert.Equal(0, sockets.TcpConnect(id, "127.0.0.1", Port));
        var peer = await _listener.AcceptTcpClientAsync();
        await Eventually.Is(1, () => sockets.TcpConnected(id));
        return (sockets, id, peer);
    }

    static ValueTask WriteAsync(TcpClient peer, string text) => peer.GetStream().WriteAsync(Bytes(text));
}

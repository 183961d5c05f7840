using System.Net.WebSockets;
using SignalK.Server.Security;
using SignalK.Server.Streams;
using SignalK.Server.Tests.Security;
using SignalK.TestKit;

namespace SignalK.Server.Tests.Streams;

public sealed class BinaryStreamTests
{
    [Theory]
    [InlineData("/signalk/v2/api/streams/radars/r1", "radars/r1")]
    [InlineData("/signalk/v2/api/vessels/self/radars/r1/spokes", "radars/r1")]
    [InlineData("/signalk/v2/api/streams/plugins/@boat/x/y", "plugins/@boat/x/y")]
    public async Task Frames_ArriveWhole_InOrder(string path, string stream)
    {
        await using var boat = await Boat.StartAsync();
        using var socket = await ConnectAsync(boat, path, stream);
        byte[][] frames = [[1, 2, 3], [], new byte[126], new byte[70_000]];
        new Random(7).NextBytes(frames[3]);
        foreach (var frame in frames)
        {
            Assert.True(boat.BinaryStreams.Push(stream, frame));
            var (type, data) = await ReceiveAsync(socket);
            Assert.Equal(WebSocketMessageType.Binary, type);
            Assert.Equal(frame, data);
        }
    }

    [Fact]
    public async Task AClientThatLeaves_IsForgotten()
    {
        await using var boat = await Boat.StartAsync();
        using var socket = await ConnectAsync(boat, "/signalk/v2/api/streams/s", "s");
        await socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, default);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await Eventually.Is(() => boat.BinaryStreams.ListenersOf("s") == 0);
    }

    [Fact]
    public async Task AStreamThatEnds_ClosesItsClients()
    {
        await using var boat = await Boat.StartAsync();
        using var socket = await ConnectAsync(boat, "/signalk/v2/api/streams/s", "s");
        boat.BinaryStreams.End("s");
        var (type, _) = await ReceiveAsync(socket);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (type, socket.CloseStatus));
    }

    [Fact]
    public async Task MoreClientsThanAllowed_AreRefused()
    {
        await using var boat = await Boat.StartAsync();
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < BinaryStreamHost.MaxClients; i++)
        {
            sockets.Add(await ConnectAsync(boat, $"/signalk/v2/api/streams/s{i}", $"s{i}"));
        }

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(boat, "/signalk/v2/api/streams/more", "more"));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        sockets.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task WithSecurityOn_AStrangerIsRefused()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path));
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(boat, "/signalk/v2/api/streams/s", "s"));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlainRequest_IsToldWhatThisIs()
    {
        await using var boat = await Boat.StartAsync();
        Assert.Equal(426, (await boat.GetAsync("/signalk/v2/api/streams/s")).Status);
    }

    [Fact]
    public async Task AClientThatIsBehind_MissesFrames_AndIsCutOffInTheEnd()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var aborted = new TaskCompletionSource();
        using var client = new BinaryClient(time, aborted.SetResult);
        using var stuck = new StuckStream(aborted.Task);
        var running = client.RunAsync(stuck);
        var frame = new byte[100 * 1024];
        for (var i = 0; i < 3; i++)
        {
            client.Offer(frame);
        }

        // Above 256 KB now: the next are skipped.
        for (var i = 0; i < BinaryClient.MaxSkips; i++)
        {
            client.Offer(frame);
        }

        Assert.Equal(BinaryClient.MaxSkips, client.Skipped);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(aborted.Task.IsCompleted);
        client.Offer(frame);
        time.Advance(TimeSpan.FromSeconds(5));
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task AClientThatTakesAgain_IsForgivenItsSkips_AndIsToldWhyItIsCutOff()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var aborted = new TaskCompletionSource();
        using var client = new BinaryClient(time, aborted.SetResult);
        using var stream = new StuckStream(aborted.Task);
        var running = client.RunAsync(stream);
        var frame = new byte[100 * 1024];
        for (var i = 0; i < 3 + BinaryClient.MaxSkips; i++)
        {
            client.Offer(frame);
        }

        stream.Go();
        await Eventually.Is(() => client.Buffered == 0);
        stream.Stop();
        for (var i = 0; i < 3 + BinaryClient.MaxSkips; i++)
        {
            client.Offer(frame);
        }

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(aborted.Task.IsCompleted);
        client.Offer(frame);
        stream.Go();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([0x88, 2, 1008 >> 8, 1008 & 0xff], stream.Last);
    }

    private static async Task<ClientWebSocket> ConnectAsync(Boat boat, string path, string stream)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{boat.Url.Authority}{path}"), default);
        await Eventually.Is(() => boat.BinaryStreams.ListenersOf(stream) > 0);
        return socket;
    }

    private static async Task<(WebSocketMessageType Type, byte[] Data)> ReceiveAsync(ClientWebSocket socket)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
            all.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return (result.MessageType, all.ToArray());
            }
        }
    }

    /// <summary>A connection whose other side reads nothing until it is told to.</summary>
    private sealed class StuckStream(Task ends) : Stream
    {
        private TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Last { get; private set; } = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Go() => _goes.TrySetResult();

        public void Stop() => _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await Task.WhenAny(_goes.Task, ends) == ends)
            {
                throw new IOException("cut");
            }

            Last = buffer.ToArray();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await ends.WaitAsync(cancellationToken);
            return 0;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

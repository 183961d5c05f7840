using System.Net.Sockets;

namespace SignalK.Plugins.Network;

/// <summary>One TCP client. The plugin's thread asks, connecting and moving bytes is the pool's.</summary>
sealed partial class TcpSocket(SocketOptions options, SocketCounters counters) : IDisposable
{
    const int ReadSize = 16 << 10;

    readonly CancellationTokenSource _stop = new();
    Socket? _socket;
    volatile State _state;

    enum State
    {
        New,
        Connecting,
        Open,
        Closed,
    }

    public ReceivedBytes Received { get; } = new(options.MostReceived, counters);

    public bool IsOpen => _state == State.Open;

    public bool IsClosed => _state == State.Closed;

    /// <returns>False when it was connected before.</returns>
    public bool Connect(string host, int port)
    {
        if (_state != State.New)
            return false;
        _state = State.Connecting;
        _ = RunAsync(host, port, _stop.Token);
        return true;
    }

    public void Dispose()
    {
        _state = State.Closed;
        // In this order: the token frees a connection that is being made, and whoever waits for room.
        _stop.Cancel();
        lock (_gate)
            _socket?.Dispose();
    }

    async Task RunAsync(string host, int port, CancellationToken stop)
    {
        try
        {
            var socket = await ConnectAsync(host, port, stop).ConfigureAwait(false);
            lock (_gate)
            {
                if (_state != State.Connecting)
                    return;
                _state = State.Open;
            }
            StartSending();
            await ReceiveAsync(socket, stop).ConfigureAwait(false);
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException or ArgumentException)
        {
            // Refused, cut, too slow, or closed by us: the guest sees that it is closed.
        }
        finally
        {
            lock (_gate)
            {
                _state = State.Closed;
                _socket?.Dispose();
            }
        }
    }

    async Task<Socket> ConnectAsync(string host, int port, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(options.ConnectDeadline, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        var addresses = options.Reach.Within(host, port, await options.Resolver.ResolveAsync(host, either.Token).ConfigureAwait(false));
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostUnreachable);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_gate)
            _socket = socket;
        await socket.ConnectAsync(addresses, port, either.Token).ConfigureAwait(false);
        return socket;
    }

    async Task ReceiveAsync(Socket socket, CancellationToken stop)
    {
        while (true)
        {
            // Without a buffer until there is something: an idle connection holds none.
            await socket.ReceiveAsync(Memory<byte>.Empty, stop).ConfigureAwait(false);
            var room = await Received.RoomAsync(stop).ConfigureAwait(false);
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Min(room, ReadSize));
            try
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(room, ReadSize)), stop).ConfigureAwait(false);
                if (count == 0)
                    return;
                Interlocked.Add(ref counters.BytesIn, count);
                Received.Add(buffer.AsSpan(0, count));
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}

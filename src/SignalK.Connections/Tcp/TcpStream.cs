using System.Net.Sockets;
using SignalK.Connections.Input;

namespace SignalK.Connections.Tcp;

// HOT PATH: one receive and one flush for as many sentences as the kernel has; nothing is allocated or awaited per sentence.

/// <summary>A connected socket as a way in and out.</summary>
internal sealed class TcpStream : IDisposable
{
    /// <summary>Some ten seconds of a busy boat (1 000 sentences/s of 50 bytes are 50 KB/s); upstream drops at 512 KB.</summary>
    public const int OutboxBytes = 512 * 1024;

    // A quiet client holds 4 KB; 64 KB takes a saturated socket's backlog in one system call.
    private const int SmallBuffer = 4 * 1024;
    private const int LargeBuffer = 64 * 1024;

    private static readonly TimeSpan s_stuck = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private long _bytesRead;

    public TcpStream(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        socket.NoDelay = true;
        // A tablet that fell into the water says no goodbye: found out within a minute and a half.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 6);
    }

    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Reads until the other end closes. Without an input, what comes is forgotten.</summary>
    public async Task ReadAllAsync(ILineInput? input)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(SmallBuffer);
        while (true)
        {
            var count = await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
            if (count == 0)
            {
                input?.End();
                return;
            }

            _bytesRead += count;
            input?.Feed(buffer.AsSpan(0, count));
            if (count < buffer.Length)
            {
                continue;
            }

            if (buffer.Length < LargeBuffer)
            {
                buffer = GC.AllocateUninitializedArray<byte>(LargeBuffer);
            }

            // A saturated socket always has more: without a break it would keep its thread from everybody else.
            await Task.Yield();
        }
    }

    /// <summary>Writes all of it; a peer that takes nothing for half a minute is given up.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var sending = _socket.SendAsync(lines, SocketFlags.None);
            int sent;
            if (sending.IsCompleted)
            {
                sent = await sending.ConfigureAwait(false);
            }
            else
            {
                using var timer = _time.CreateTimer(static socket => ((Socket)socket!).Dispose(), _socket, s_stuck, Timeout.InfiniteTimeSpan);
                sent = await sending.ConfigureAwait(false);
            }

            lines = lines[sent..];
        }
    }

    public void Dispose() => _socket.Dispose();
}

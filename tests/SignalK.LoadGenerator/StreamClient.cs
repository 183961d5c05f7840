using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace SignalK.LoadGenerator;

/// <summary>A WebSocket client that counts messages, with as little work as can be: it must not be the bottleneck.</summary>
internal sealed class StreamClient : IDisposable
{
    private readonly Socket _socket;
    private readonly Action<ReadOnlySpan<byte>>? _onMessage;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _messages;
    private long _bytes;

    private StreamClient(Socket socket, Action<ReadOnlySpan<byte>>? onMessage)
    {
        _socket = socket;
        _onMessage = onMessage;
    }

    public long Messages => Volatile.Read(ref _messages);

    public long Bytes => Volatile.Read(ref _bytes);

    public bool IsClosed { get; private set; }

    public static async Task<StreamClient> OpenAsync(Uri url, string query, Action<ReadOnlySpan<byte>>? onMessage)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /signalk/v1/stream?{query} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2tsb2FkLWxvYWQtdGVzdA==\r\n\r\n"));
        var client = new StreamClient(socket, onMessage);
        await client.ReadHeadAsync();
        _ = client.ReadAsync();
        return client;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadHeadAsync()
    {
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(_end));
            _end += count;
            var end = _buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var status = Encoding.ASCII.GetString(_buffer, 0, _buffer.AsSpan(0, end).IndexOf((byte)'\r'));
                _start = end + 4;
                if (!status.Contains(" 101 "))
                {
                    throw new InvalidOperationException($"the stream was refused: {status}");
                }

                return;
            }

            if (count == 0)
            {
                throw new InvalidOperationException("the stream was closed before it began");
            }
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                Consume();
                var count = await _socket.ReceiveAsync(_buffer.AsMemory(_end));
                if (count == 0)
                {
                    break;
                }

                _end += count;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        IsClosed = true;
    }

    private void Consume()
    {
        long messages = 0, bytes = 0;
        while (true)
        {
            var data = _buffer.AsSpan(_start, _end - _start);
            if (data.Length < 2)
            {
                break;
            }

            int length = data[1] & 0x7f, header = 2;
            if (length == 126)
            {
                if (data.Length < 4)
                {
                    break;
                }

                (length, header) = (BinaryPrimitives.ReadUInt16BigEndian(data[2..]), 4);
            }
            else if (length == 127)
            {
                if (data.Length < 10)
                {
                    break;
                }

                (length, header) = ((int)BinaryPrimitives.ReadUInt64BigEndian(data[2..]), 10);
            }

            if (data.Length < header + length)
            {
                Reserve(header + length);
                break;
            }

            if ((data[0] & 0x0f) == 1)
            {
                messages++;
                bytes += length;
                _onMessage?.Invoke(data.Slice(header, length));
            }
            else if ((data[0] & 0x0f) == 9)
            {
                _socket.Send([0x8a, 0x80, 0, 0, 0, 0]);
            }

            _start += header + length;
        }

        Volatile.Write(ref _messages, _messages + messages);
        Volatile.Write(ref _bytes, _bytes + bytes);
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            Reserve(_end - _start + 1);
        }
    }

    private void Reserve(int needed)
    {
        var held = _end - _start;
        var target = needed > _buffer.Length ? new byte[Math.Max(needed, _buffer.Length * 2)] : _buffer;
        _buffer.AsSpan(_start, held).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, held);
    }
}

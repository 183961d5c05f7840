using SignalK.Connections.Supervision;

namespace SignalK.Connections.Serial;

/// <summary>
/// A serial port for whoever speaks something else than the boat's sentences on it: bytes in and out, nothing waits. What nobody
/// reads is bounded, the oldest bytes give way. Thread-safe.
/// </summary>
public sealed class SerialLine : IDisposable
{
    private const int MostUnread = 64 * 1024;
    private const int MostUnwritten = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly SerialPort _port;
    private readonly Queue<byte[]> _unwritten = [];
    private byte[] _ring = [];
    private int _first;
    private int _unread;
    private int _toWrite;
    private bool _isWriting;
    private volatile bool _isOpen = true;
    private long _dropped;

    private SerialLine(SerialPort port)
    {
        _port = port;
        _ = RunAsync();
    }

    /// <summary>False once the device is gone, or after it was disposed.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Bytes that came and were never read.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Opens a port for this program alone.</summary>
    /// <exception cref="ConnectionException">In words for the owner.</exception>
    public static SerialLine Open(string path, int baud, SerialHost host) => new(SerialPort.Open(host.Under(path), baud, host));

    /// <returns>How many bytes there were.</returns>
    public int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            var count = Math.Min(buffer.Length, _unread);
            var atEnd = Math.Min(count, _ring.Length - _first);
            _ring.AsSpan(_first, atEnd).CopyTo(buffer);
            _ring.AsSpan(0, count - atEnd).CopyTo(buffer[atEnd..]);
            Forget(count);
            return count;
        }
    }

    /// <returns>How many bytes there was room for; they leave as fast as the line takes them.</returns>
    public int Write(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            var taken = _isOpen ? Math.Min(data.Length, MostUnwritten - _toWrite) : 0;
            if (taken == 0)
            {
                return 0;
            }

            _unwritten.Enqueue(data[..taken].ToArray());
            _toWrite += taken;
            if (_isWriting)
            {
                return taken;
            }

            _isWriting = true;
            _ = WriteAllAsync();
            return taken;
        }
    }

    public void Dispose()
    {
        _isOpen = false;
        _port.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _port.ReadAllAsync(Received).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The device went away: that it is no longer open says it all.
        }

        _isOpen = false;
    }

    private void Received(ReadOnlySpan<byte> block)
    {
        lock (_gate)
        {
            if (_ring.Length == 0)
            {
                _ring = new byte[MostUnread];
            }

            var tooMany = Math.Max(0, _unread + block.Length - MostUnread);
            Forget(tooMany);
            _dropped += tooMany;
            var at = (_first + _unread) % MostUnread;
            var atEnd = Math.Min(block.Length, MostUnread - at);
            block[..atEnd].CopyTo(_ring.AsSpan(at));
            block[atEnd..].CopyTo(_ring);
            _unread += block.Length;
        }
    }

    private void Forget(int count)
    {
        _first = count == _unread ? 0 : (_first + count) % MostUnread;
        _unread -= count;
    }

    private async Task WriteAllAsync()
    {
        try
        {
            while (NextToWrite() is { } block)
            {
                await _port.WriteAsync(block).ConfigureAwait(false);
                lock (_gate)
                {
                    _toWrite -= block.Length;
                }
            }
        }
        catch (IOException)
        {
            _isOpen = false;
        }
    }

    private byte[]? NextToWrite()
    {
        lock (_gate)
        {
            _isWriting = _unwritten.TryDequeue(out var block);
            return block;
        }
    }
}

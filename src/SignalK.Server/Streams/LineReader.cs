namespace SignalK.Server.Streams;

/// <summary>Cuts what comes from the network into lines (LF or CR LF). No I/O; memory bounded by the longest line allowed.</summary>
public sealed class LineReader(int maxLineBytes)
{
    private byte[] _buffer = new byte[2 * 1024];
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>The line under way is longer than allowed: there is no way on from here.</summary>
    public bool IsOverlong => _end - _start > maxLineBytes;

    /// <summary>Room for the next bytes from the network.</summary>
    public Memory<byte> GetMemory()
    {
        if (_end == _buffer.Length)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            if (_start < _buffer.Length / 2)
            {
                var grown = new byte[_buffer.Length * 2];
                held.CopyTo(grown);
                _buffer = grown;
            }
            else
            {
                held.CopyTo(_buffer);
            }

            _end = held.Length;
            _scanned -= _start;
            _start = 0;
        }

        return _buffer.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    /// <summary>The next whole line without its end; valid until the next call of <see cref="GetMemory"/>.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var at = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (at < 0)
        {
            _scanned = _end;
            line = default;
            return false;
        }

        var end = _scanned + at;
        var length = end - _start;
        line = _buffer.AsMemory(_start, length > 0 && _buffer[end - 1] == '\r' ? length - 1 : length);
        _start = _scanned = end + 1;
        if (_start == _end)
        {
            _start = _scanned = _end = 0;
        }

        return true;
    }
}

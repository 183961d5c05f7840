namespace SignalK.Connections.Files;

/// <summary>The lines of a file, one at a time and with their line ends, in one buffer. What exceeds it comes in pieces.</summary>
internal sealed class LineFile(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The beginning of the file, as much as fits; reading goes on where it was.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        Fill();
        return _buffer.AsSpan(_start, _end - _start);
    }

    /// <summary>The next line, valid until the next call; false at the end of the file.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var length = LineLength();
        if (length == 0)
        {
            Fill();
            length = LineLength();
        }

        if (length == 0)
        {
            length = _end - _start;
        }

        line = _buffer.AsMemory(_start, length);
        _start += length;
        return length > 0;
    }

    public void Dispose() => _file.Dispose();

    private int LineLength() => _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') + 1;

    private void Fill()
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length && _file.Read(_buffer.AsSpan(_end)) is > 0 and var count)
        {
            _end += count;
        }
    }
}

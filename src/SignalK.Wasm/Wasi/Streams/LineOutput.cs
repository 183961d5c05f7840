namespace SignalK.Wasm.Wasi;

/// <summary>Cuts a stream into lines of bounded length.</summary>
internal sealed class LineOutput : WasiOutput
{
    readonly WasiLineSink _sink;
    readonly int _maxLineBytes;
    byte[] _line = [];
    int _length;
    bool _truncated;

    public LineOutput(WasiLineSink sink, int maxLineBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLineBytes, 1);
        _sink = sink;
        _maxLineBytes = maxLineBytes;
    }

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            Append(end < 0 ? bytes : bytes[..end]);
            if (end < 0) return;
            End();
            bytes = bytes[(end + 1)..];
        }
    }

    public override void Flush()
    {
        if (_length > 0 || _truncated) End();
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        var room = _maxLineBytes - _length;
        if (bytes.Length > room)
        {
            _truncated = true;
            bytes = bytes[..room];
        }
        if (_line.Length < _length + bytes.Length)
            Array.Resize(ref _line, Math.Min(_maxLineBytes, Math.Max(256, 2 * (_length + bytes.Length))));
        bytes.CopyTo(_line.AsSpan(_length));
        _length += bytes.Length;
    }

    void End()
    {
        var line = _line.AsSpan(0, _length);
        var truncated = _truncated;
        if (!truncated && line.EndsWith("\r"u8)) line = line[..^1];
        _length = 0;
        _truncated = false;
        _sink(line, truncated);
    }
}

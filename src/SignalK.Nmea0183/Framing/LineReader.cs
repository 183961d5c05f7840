namespace SignalK.Nmea0183.Framing;

/// <summary>The lines that end within one piece of received bytes; made by <see cref="LineFramer.Read"/>.</summary>
public ref struct LineReader
{
    private readonly LineFramer _framer;
    private ReadOnlySpan<byte> _rest;

    internal LineReader(LineFramer framer, ReadOnlySpan<byte> bytes)
    {
        _framer = framer;
        _rest = bytes;
    }

    /// <summary>The next whole line, without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line) => _framer.TryRead(ref _rest, out line);
}

using System.Buffers;

namespace SignalK.Nmea0183.Framing;

/// <summary>
/// Bytes to lines, over any medium. A line ends with CR, LF or both; empty ones are not reported. Bytes before the first
/// <c>$</c>, <c>!</c> or <c>\</c> of a line are garbage: counted and cut off. Where lost bytes ran two sentences together, the
/// later one is still found. Memory is one buffer of <see cref="MaxLine"/> bytes; what is longer is counted and skipped to its
/// end. Not thread-safe.
/// </summary>
/// <remarks>
/// <code>
/// var reader = framer.Read(received);
/// while (reader.TryRead(out var line)) { parser.Parse(line, delta); }
/// </code>
/// </remarks>
public sealed class LineFramer
{
    /// <summary>
    /// NMEA 0183 allows 82 bytes and as many for a TAG block; makers' own sentences run to a few hundred. More is noise.
    /// </summary>
    public const int DefaultMaxLine = 1024;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> s_starts = SearchValues.Create("$!\\"u8);

    private readonly byte[] _partial;
    private int _length;
    private bool _skipping;

    public LineFramer(int maxLine = DefaultMaxLine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLine, 16);
        _partial = new byte[maxLine];
    }

    public int MaxLine => _partial.Length;

    /// <summary>Bytes fed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Lines reported.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines longer than <see cref="MaxLine"/>, skipped.</summary>
    public long OverLong { get; private set; }

    /// <summary>Bytes that belonged to no sentence.</summary>
    public long GarbageBytes { get; private set; }

    /// <summary>Sentences cut short by the start of another one in the same line.</summary>
    public long Torn { get; private set; }

    /// <summary>Reads lines from bytes as they arrive; what is left incomplete is kept for the next call.</summary>
    public LineReader Read(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        return new LineReader(this, bytes);
    }

    /// <summary>Forgets a half-received line: the link was interrupted, what follows is another beginning.</summary>
    public void Reset()
    {
        GarbageBytes += _length;
        _length = 0;
        _skipping = false;
    }

    internal bool TryRead(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(s_ends);
            if (end < 0)
            {
                Keep(rest);
                rest = default;
                break;
            }

            var piece = rest[..end];
            rest = rest[(end + 1)..];
            if (TakeLine(piece, out line))
            {
                return true;
            }
        }

        line = default;
        return false;
    }

    private bool TakeLine(ReadOnlySpan<byte> piece, out ReadOnlySpan<byte> line)
    {
        if (_skipping)
        {
            GarbageBytes += piece.Length;
            _skipping = false;
            _length = 0;
            line = default;
            return false;
        }

        if (_length == 0 && piece.Length <= _partial.Length)
        {
            line = piece; // the common case: the whole line lies in one read, nothing is copied
        }
        else
        {
            Keep(piece);
            if (_skipping)
            {
                _skipping = false;
                line = default;
                return false;
            }

            line = _partial.AsSpan(0, _length);
        }

        _length = 0;
        return TrimToSentence(ref line);
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_skipping)
        {
            GarbageBytes += piece.Length;
            return;
        }

        if (_length == 0)
        {
            // Noise without an end of line (a wrong baud rate) must not fill the buffer.
            var start = piece.IndexOfAny(s_starts);
            if (start < 0)
            {
                GarbageBytes += piece.Length;
                return;
            }

            GarbageBytes += start;
            piece = piece[start..];
        }

        if (piece.Length > _partial.Length - _length)
        {
            OverLong++;
            GarbageBytes += _length + piece.Length;
            _length = 0;
            _skipping = true;
            return;
        }

        piece.CopyTo(_partial.AsSpan(_length));
        _length += piece.Length;
    }

    private bool TrimToSentence(scoped ref ReadOnlySpan<byte> line)
    {
        var start = line.IndexOfAny(s_starts);
        if (start < 0)
        {
            GarbageBytes += line.Length;
            return false;
        }

        GarbageBytes += start;
        line = line[start..];
        if (line.Length > 1 && HasLaterStart(line, out var later) && !Checksum.IsValid(Body(line)))
        {
            // Lost bytes ran two sentences together: what verifies from its own start on is whole.
            while (later > 0 && !Checksum.IsValid(Body(line[later..])))
            {
                var next = line[(later + 1)..].IndexOfAny((byte)'$', (byte)'!');
                later = next < 0 ? 0 : later + 1 + next;
            }

            if (later > 0)
            {
                Torn++;
                GarbageBytes += later;
                line = line[later..];
            }
        }

        Lines++;
        return true;
    }

    private static bool HasLaterStart(ReadOnlySpan<byte> line, out int at)
    {
        var from = line.Length - Body(line).Length + 1;
        var found = from < line.Length ? line[from..].IndexOfAny((byte)'$', (byte)'!') : -1;
        at = found < 0 ? 0 : from + found;
        return found >= 0;
    }

    // The sentence after its TAG block.
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> line)
    {
        if (line[0] != '\\')
        {
            return line;
        }

        var end = line[1..].IndexOf((byte)'\\');
        return end < 0 || end + 2 >= line.Length ? line : line[(end + 2)..];
    }
}

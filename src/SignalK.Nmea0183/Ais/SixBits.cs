namespace SignalK.Nmea0183.Ais;

/// <summary>
/// The bits of an AIS message, six in each byte, numbered from 0 as ITU-R M.1371 does. Reading beyond the end gives zeros and
/// short texts: what a field misses is told by <see cref="Count"/>.
/// </summary>
readonly ref struct SixBits
{
    /// <summary>Five slots carry 1 192 bits at most; nine full sentences hold somewhat more.</summary>
    public const int MaxSextets = 512;

    // The longest text, of message 14.
    private const int MaxText = 161;

    private readonly ReadOnlySpan<byte> _sextets;

    private SixBits(ReadOnlySpan<byte> sextets, int count)
    {
        _sextets = sextets;
        Count = count;
    }

    /// <summary>Number of bits.</summary>
    public int Count { get; }

    /// <summary>Undoes the armour of VDM payloads (IEC 61162-1 annex C).</summary>
    /// <param name="payload">Characters <c>0</c> to <c>W</c> and <c>`</c> to <c>w</c>.</param>
    /// <param name="fill">Bits at the end that are none, 0 to 5.</param>
    /// <param name="buffer">Where the sextets go, <see cref="MaxSextets"/> bytes.</param>
    /// <param name="bits">The message.</param>
    /// <returns>False for other characters, or a payload that is too long.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, int fill, Span<byte> buffer, out SixBits bits)
    {
        bits = default;
        if (payload.Length > buffer.Length || fill is < 0 or > 5)
        {
            return false;
        }

        for (var i = 0; i < payload.Length; i++)
        {
            var sextet = payload[i] - 48;
            sextet -= sextet > 40 ? 8 : 0;
            if (sextet is < 0 or > 63 || payload[i] is > (byte)'W' and < (byte)'`')
            {
                return false;
            }

            buffer[i] = (byte)sextet;
        }

        bits = new SixBits(buffer[..payload.Length], Math.Max(0, (payload.Length * 6) - fill));
        return true;
    }

    /// <summary>An unsigned number of up to 32 bits; 0 when it is not all there.</summary>
    public uint Unsigned(int start, int length)
    {
        if (start < 0 || length is < 0 or > 32 || start + length > Count)
        {
            return 0;
        }

        ulong value = 0;
        var end = start + length;
        var last = (end + 5) / 6;
        for (var i = start / 6; i < last; i++)
        {
            value = (value << 6) | _sextets[i];
        }

        value >>= (last * 6) - end;
        return (uint)(value & ((1UL << length) - 1));
    }

    /// <summary>A number in two's complement.</summary>
    public int Signed(int start, int length) => (int)(Unsigned(start, length) << (32 - length)) >> (32 - length);

    public bool Flag(int at) => Unsigned(at, 1) == 1;

    /// <summary>Six-bit text up to the first <c>@</c>, without spaces at its ends.</summary>
    public string Text(int start, int length)
    {
        Span<char> text = stackalloc char[MaxText];
        return text[..Characters(start, length, text)].Trim().ToString();
    }

    /// <summary>A text that goes on at another place when it fills the first.</summary>
    public string Text(int start, int length, int more)
    {
        Span<char> text = stackalloc char[MaxText];
        var count = Characters(start, length, text);
        if (count == length / 6)
        {
            count += Characters(more, Count - more, text[count..]);
        }

        return text[..count].Trim().ToString();
    }

    private int Characters(int start, int length, Span<char> text)
    {
        var count = 0;
        for (var at = start; at + 6 <= Math.Min(start + length, Count) && count < text.Length; at += 6)
        {
            var sextet = Unsigned(at, 6);
            if (sextet == 0)
            {
                break;
            }

            text[count++] = (char)(sextet < 32 ? sextet + 64 : sextet);
        }

        return count;
    }
}

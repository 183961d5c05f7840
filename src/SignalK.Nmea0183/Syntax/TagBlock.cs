using System.Globalization;

namespace SignalK.Nmea0183.Syntax;

/// <summary>
/// A TAG block, <c>\s:source,c:time*hh\</c> (NMEA 0183 version 4, section 7): who heard the sentence, and when.
/// </summary>
readonly ref struct TagBlock
{
    private TagBlock(ReadOnlySpan<byte> source, DateTime time)
    {
        Source = source;
        Time = time;
    }

    /// <summary><c>s:</c>; empty when absent.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary><c>c:</c>, seconds or milliseconds since 1970; default when absent.</summary>
    public DateTime Time { get; }

    /// <summary>Cuts the TAG block off the front of a line.</summary>
    /// <param name="line">Starts with <c>\</c>; set to the sentence behind the block.</param>
    /// <param name="tag">What it says.</param>
    /// <param name="verified">The block's own checksum is right, or it has none.</param>
    /// <returns>False when there is no block, or nothing in it.</returns>
    public static bool TryCut(scoped ref ReadOnlySpan<byte> line, out TagBlock tag, out bool verified)
    {
        tag = default;
        verified = true;
        var end = line[1..].IndexOf((byte)'\\');
        if (end <= 0)
        {
            return false;
        }

        var block = line.Slice(1, end);
        line = line[(end + 2)..].TrimStart((byte)' ');
        var star = block.IndexOf((byte)'*');
        if (star >= 0)
        {
            verified = Checksum.TryHex(block[(star + 1)..], out var declared) && declared == Checksum.Of(block[..star]);
            block = block[..star];
        }

        tag = Read(block);
        return true;
    }

    private static TagBlock Read(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> source = default;
        var time = default(DateTime);
        while (!block.IsEmpty)
        {
            var comma = block.IndexOf((byte)',');
            var entry = comma < 0 ? block : block[..comma];
            block = comma < 0 ? default : block[(comma + 1)..];
            if (entry.StartsWith("s:"u8))
            {
                source = entry[2..];
            }
            else if (entry.StartsWith("c:"u8))
            {
                time = Instant(entry[2..]);
            }
        }

        return new TagBlock(source, time);
    }

    private static DateTime Instant(ReadOnlySpan<byte> text)
    {
        const long MaxSeconds = 253_402_300_799; // the end of year 9999
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text.Length <= 15
            ? text.Length <= 12
                ? DateTime.UnixEpoch.AddSeconds(Math.Min(number, MaxSeconds))
                : DateTime.UnixEpoch.AddMilliseconds(Math.Min(number, MaxSeconds * 1000))
            : default;
    }
}

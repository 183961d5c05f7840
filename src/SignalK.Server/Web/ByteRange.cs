using System.Globalization;

namespace SignalK.Server.Web;

/// <summary>A part of a file: <c>Range: bytes=0-99</c>, <c>bytes=100-</c>, <c>bytes=-100</c> (RFC 9110 section 14).</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    /// <returns>False when the header can be ignored: another unit, several ranges, or no range at all.</returns>
    /// <param name="header">As received.</param>
    /// <param name="size">Of the file.</param>
    /// <param name="range">Null when nothing of the file lies in it: 416.</param>
    public static bool TryParse(string header, long size, out ByteRange? range)
    {
        range = null;
        const string Unit = "bytes=";
        if (!header.StartsWith(Unit, StringComparison.Ordinal) || header.Contains(','))
        {
            return false;
        }

        var text = header.AsSpan(Unit.Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryNumber(text[..dash], out var first) || !TryNumber(text[(dash + 1)..], out var last) || (first, last) == (null, null)
            || last < first)
        {
            return false;
        }

        var start = first ?? Math.Max(0, size - last!.Value);
        var end = first is null ? size : Math.Min(size, (last ?? size - 1) + 1);
        if (start < end)
        {
            range = new ByteRange(start, end - start);
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty)
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < long.MaxValue;
        number = value;
        return isNumber;
    }
}

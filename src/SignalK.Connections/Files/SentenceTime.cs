using SignalK.Connections.Bus;

namespace SignalK.Connections.Files;

/// <summary>The time of day that a sentence states.</summary>
internal static class SentenceTime
{
    /// <returns>Null for a sentence without one.</returns>
    public static TimeSpan? Of(ReadOnlySpan<byte> line)
    {
        var address = SentenceFilter.AddressOf(line);
        if (address.Length != 5)
        {
            return null;
        }

        var formatter = address[2..];
        var field = formatter.SequenceEqual("RMC"u8) || formatter.SequenceEqual("GGA"u8) || formatter.SequenceEqual("ZDA"u8)
            || formatter.SequenceEqual("GNS"u8) || formatter.SequenceEqual("GST"u8) || formatter.SequenceEqual("GBS"u8) ? 1
            : formatter.SequenceEqual("GLL"u8) ? 5 : 0;
        return field == 0 ? null : Parse(Field(SentenceFilter.BodyOf(line), field));
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> body, int index)
    {
        for (; index > 0; index--)
        {
            var comma = body.IndexOf((byte)',');
            if (comma < 0)
            {
                return default;
            }

            body = body[(comma + 1)..];
        }

        var end = body.IndexOfAny((byte)',', (byte)'*');
        return end < 0 ? body : body[..end];
    }

    // hhmmss[.s…]
    private static TimeSpan? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[..6].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        double seconds = 0;
        if (text.Length > 6 && (text[6] != '.' || (text.Length > 7 && !System.Buffers.Text.Utf8Parser.TryParse(text[6..], out seconds, out _))))
        {
            return null;
        }

        var (hour, minute, second) = (Two(text), Two(text[2..]), Two(text[4..]));
        return hour < 24 && minute < 60 && second <= 60 ? new TimeSpan(hour, minute, second) + TimeSpan.FromSeconds(seconds) : null;
    }

    private static int Two(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
}

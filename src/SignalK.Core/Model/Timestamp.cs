using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SignalK.Core.Model;

/// <summary>RFC 3339 text in UTC with milliseconds (<c>2026-01-15T12:00:00.000Z</c>), the form of every Signal K timestamp.</summary>
public static class Timestamp
{
    public const int MaxLength = 28;

    /// <summary>Writes the text; digits below the millisecond only when there are any.</summary>
    /// <returns>Bytes written: 24, or 28.</returns>
    public static int Format(DateTime utc, Span<byte> destination)
    {
        if (utc.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            Utf8Formatter.TryFormat(utc, destination, out var written, 'O');
            return written;
        }

        utc.GetDate(out var year, out var month, out var day);
        utc.GetTime(out var hour, out var minute, out var second, out var millisecond);
        Digits(destination, 0, year, 4);
        destination[4] = (byte)'-';
        Digits(destination, 5, month, 2);
        destination[7] = (byte)'-';
        Digits(destination, 8, day, 2);
        destination[10] = (byte)'T';
        Digits(destination, 11, hour, 2);
        destination[13] = (byte)':';
        Digits(destination, 14, minute, 2);
        destination[16] = (byte)':';
        Digits(destination, 17, second, 2);
        destination[19] = (byte)'.';
        Digits(destination, 20, millisecond, 3);
        destination[23] = (byte)'Z';
        return 24;
    }

    public static string Format(DateTime utc)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(utc, text)]);
    }

    /// <summary>Reads any ISO 8601 instant; without an offset it counts as UTC.</summary>
    public static bool TryParse(string? text, out DateTime utc) => DateTime.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out utc);

    private static void GetDate(this DateTime utc, out int year, out int month, out int day) => utc.Deconstruct(out year, out month, out day);

    private static void GetTime(this DateTime utc, out int hour, out int minute, out int second, out int millisecond)
    {
        hour = utc.Hour;
        minute = utc.Minute;
        second = utc.Second;
        millisecond = utc.Millisecond;
    }

    private static void Digits(Span<byte> destination, int at, int value, int count)
    {
        for (var i = at + count - 1; i >= at; i--, value /= 10)
        {
            destination[i] = (byte)('0' + (value % 10));
        }
    }
}

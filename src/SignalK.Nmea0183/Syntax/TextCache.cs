using System.Text;

namespace SignalK.Nmea0183.Syntax;

/// <summary>
/// Strings of fields that repeat (waypoint names, tag sources): a table of fixed size, each place holding the last text that
/// fell on it, so the same name again costs nothing and a flood of names costs no memory.
/// </summary>
sealed class TextCache
{
    private const int Size = 64;

    private readonly string?[] _texts = new string?[Size];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = (hash * 31) + b;
        }

        ref var place = ref _texts[hash % Size];
        if (place is not { } text || !Equal(text, utf8))
        {
            place = text = Encoding.UTF8.GetString(utf8);
        }

        return text;
    }

    // Only ASCII can compare equal byte by byte; other texts are rare and made anew.
    private static bool Equal(string text, ReadOnlySpan<byte> utf8) => Ascii.Equals(utf8, text);
}

using System.Globalization;

namespace SignalK.Nmea0183.Output;

/// <summary>
/// Writes one sentence into bytes of the caller's: start, fields in order, end with checksum and CR LF. What does not fit makes
/// <see cref="End"/> return 0; nothing is thrown.
/// </summary>
public ref struct SentenceWriter
{
    /// <summary>The longest sentence that NMEA 0183 allows, line end included.</summary>
    public const int MaxLength = 82;

    private const int MinuteDecimals = 5; // 2 cm
    private const long UnitsPerMinute = 100_000;

    private readonly Span<byte> _destination;
    private int _length;
    private bool _full;

    public SentenceWriter(Span<byte> destination, ReadOnlySpan<byte> talker, ReadOnlySpan<byte> formatter)
    {
        _destination = destination;
        Append("$"u8);
        Append(talker);
        Append(formatter);
    }

    public void Empty() => Append(","u8);

    public void Text(ReadOnlySpan<byte> field)
    {
        Append(","u8);
        Append(field);
    }

    /// <summary>
    /// Text from outside: what the standard reserves is left out, and anything beyond <paramref name="most"/> characters.
    /// </summary>
    public void Name(string? text, int most)
    {
        Append(","u8);
        foreach (var c in text.AsSpan(0, Math.Min(text?.Length ?? 0, most)))
        {
            if (c is >= ' ' and <= '}' and not (',' or '*' or '$' or '!' or '\\' or '^'))
            {
                Append([(byte)c]);
            }
        }
    }

    public void Letter(char letter)
    {
        Append(","u8);
        Append([(byte)letter]);
    }

    /// <summary>A number with fixed decimals; empty when it is none.</summary>
    public void Number(double value, int decimals)
    {
        Append(","u8);
        if (double.IsFinite(value))
        {
            value = Math.Round(value, decimals) + 0.0; // no "-0.0"
            Span<char> format = ['F', (char)('0' + decimals)];
            Span<byte> text = stackalloc byte[32];
            _full |= !value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
            Append(text[..written]);
        }
    }

    /// <summary>A number and the letter of its unit; the letter stays when the number is unknown.</summary>
    public void Number(double value, int decimals, char unit)
    {
        Number(value, decimals);
        Letter(unit);
    }

    /// <summary>The amount of a signed number and the letter of its side; both empty when it is none.</summary>
    public void Sided(double value, int decimals, char positive, char negative)
    {
        Number(Math.Abs(value), decimals);
        if (double.IsFinite(value))
        {
            Letter(value < 0 ? negative : positive);
        }
        else
        {
            Empty();
        }
    }

    /// <summary><c>ddmm.mmmmm,N,dddmm.mmmmm,E</c>.</summary>
    public void Position(double latitude, double longitude)
    {
        Coordinate(latitude, 2, 'N', 'S');
        Coordinate(longitude, 3, 'E', 'W');
    }

    /// <summary><c>hhmmss.ss</c>.</summary>
    public void Time(DateTime utc)
    {
        Append(","u8);
        Digits(utc.Hour, 2);
        Digits(utc.Minute, 2);
        Digits(utc.Second, 2);
        Append("."u8);
        Digits(utc.Millisecond / 10, 2);
    }

    /// <summary><c>ddmmyy</c>.</summary>
    public void Date(DateTime utc)
    {
        Append(","u8);
        Digits(utc.Day, 2);
        Digits(utc.Month, 2);
        Digits(utc.Year % 100, 2);
    }

    public void Whole(int value, int digits)
    {
        Append(","u8);
        Digits(value, digits);
    }

    /// <summary>Closes the sentence.</summary>
    /// <returns>Its length; 0 when it did not fit.</returns>
    public int End()
    {
        if (_full)
        {
            return 0;
        }

        var sum = Checksum.Of(_destination[1.._length]);
        Append("*"u8);
        Append([Hex(sum >> 4), Hex(sum & 0xf)]);
        Append("\r\n"u8);
        return _full ? 0 : _length;
    }

    private void Coordinate(double degrees, int digits, char positive, char negative)
    {
        if (!double.IsFinite(degrees))
        {
            Empty();
            Empty();
            return;
        }

        Append(","u8);
        var units = (long)Math.Round(Math.Abs(degrees) * 60 * UnitsPerMinute);
        Digits((int)(units / UnitsPerMinute / 60), digits);
        Digits((int)(units / UnitsPerMinute % 60), 2);
        Append("."u8);
        Digits((int)(units % UnitsPerMinute), MinuteDecimals);
        Letter(degrees < 0 ? negative : positive);
    }

    private void Digits(int value, int count)
    {
        Span<byte> text = stackalloc byte[10];
        for (var i = count - 1; i >= 0; i--, value /= 10)
        {
            text[i] = (byte)('0' + (value % 10));
        }

        Append(text[..count]);
    }

    private void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (_full || !bytes.TryCopyTo(_destination[_length..]))
        {
            _full = true;
            return;
        }

        _length += bytes.Length;
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}

using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Time;

/// <summary>Times and dates as sentences write them.</summary>
static class GnssTime
{
    // Two-digit years: the GPS era starts in 1980 (IEC 61162-1).
    private const int FirstYear = 1980;
    private const int LastYear = 2199;

    /// <summary><c>hhmmss[.sss]</c>; a leap second counts into the next minute.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out TimeSpan timeOfDay)
    {
        timeOfDay = default;
        if (text.Length < 6 || (text.Length > 6 && text[6] != '.'))
        {
            return false;
        }

        var (hour, minute, second) = (FieldNumber.Whole(text[..2]), FieldNumber.Whole(text[2..4]), FieldNumber.Whole(text[4..6]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
        {
            return false;
        }

        long fraction = 0;
        if (text.Length > 7)
        {
            var digits = text[7..Math.Min(text.Length, 10)];
            fraction = FieldNumber.Whole(digits);
            if (fraction < 0)
            {
                return false;
            }

            for (var i = digits.Length; i < 3; i++)
            {
                fraction *= 10;
            }
        }

        timeOfDay = new TimeSpan(0, hour, minute, second, (int)fraction);
        return true;
    }

    /// <summary><c>ddmmyy</c>.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        return text.Length >= 6
            && TryDate(FieldNumber.Whole(text[..2]), FieldNumber.Whole(text[2..4]), FieldNumber.Whole(text[4..6]), out date);
    }

    /// <summary>A year of two digits lies in 1980 … 2079.</summary>
    public static bool TryDate(int day, int month, int year, out DateTime date)
    {
        date = default;
        year = year switch { < 0 => -1, < 80 => year + 2000, < 100 => year + 1900, _ => year };
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }
}

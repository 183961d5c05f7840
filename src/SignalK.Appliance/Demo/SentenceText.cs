using System.Globalization;

namespace SignalK.Appliance.Demo;

/// <summary>Makes sentences of NMEA 0183 out of their fields.</summary>
static class SentenceText
{
    /// <param name="body">What stands between the start and the star: <c>GPZDA,…</c>.</param>
    /// <param name="start"><c>!</c> for encapsulated sentences (AIS), else <c>$</c>.</param>
    public static string Complete(FormattableString body, char start = '$')
    {
        var text = FormattableString.Invariant(body);
        var sum = 0;
        foreach (var c in text)
            sum ^= c;
        return string.Create(CultureInfo.InvariantCulture, $"{start}{text}*{sum:X2}");
    }

    /// <summary><c>6001.1234,N</c></summary>
    public static string Latitude(double degrees) => Coordinate(degrees, 'N', 'S', "00");

    /// <summary><c>02457.6000,E</c></summary>
    public static string Longitude(double degrees) => Coordinate(degrees, 'E', 'W', "000");

    static string Coordinate(double degrees, char positive, char negative, string whole)
    {
        // Rounded once, in ten-thousandths of a minute, so that no 60.0000 minutes come out.
        var total = (long)Math.Round(Math.Abs(degrees) * 600_000);
        var (d, m) = Math.DivRem(total, 600_000);
        return string.Create(CultureInfo.InvariantCulture, $"{d.ToString(whole, CultureInfo.InvariantCulture)}{m / 10_000.0:00.0000},{(degrees < 0 ? negative : positive)}");
    }
}

using System.Globalization;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>How far two colours are apart (WCAG 2.2, contrast ratio): 1 to 21.</summary>
static class Contrast
{
    /// <summary>Of large letters and of what is pressed (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
    public const double Least = 3;

    /// <param name="a"><c>#0b6e4f</c></param>
    public static double Of(string a, string b)
    {
        var (one, other) = (Luminance(a), Luminance(b));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    static double Luminance(string colour) => (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5));

    static double Channel(string colour, int at)
    {
        var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}

using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Proprietary;

/// <summary>
/// PBVE: CruzPro engine gauges. One field of letters, A to P for the hexadecimal digits, numbers of four with the byte pairs
/// swapped; the first letter names the gauge.
/// </summary>
static class Pbve
{
    private const double PoundPerSquareInch = 6894.757;

    private static readonly SkPath s_revolutions = SkPath.Of("propulsion.0.revolutions");
    private static readonly SkPath s_runTime = SkPath.Of("propulsion.0.runTime");
    private static readonly SkPath s_oilPressure = SkPath.Of("propulsion.0.oilPressure");
    private static readonly SkPath s_coolantTemperature = SkPath.Of("propulsion.0.coolantTemperature");

    public static ParseResult Parse(in Sentence s) => s.Letter(0) switch
    {
        'B' => Hours(s),
        'D' => OilPressure(s),
        'E' => CoolantTemperature(s),
        _ => ParseResult.Nothing,
    };

    private static ParseResult Hours(in Sentence s)
    {
        var data = s[0];
        var (minutes, hours, revolutions) = (Pair(data, 28), Word(data, 30), Word(data, 42));
        if (minutes < 0 || hours < 0 || revolutions < 0)
        {
            return ParseResult.Malformed;
        }

        s.Update().Add(s_revolutions, revolutions / 60.0).Add(s_runTime, (hours * 3600.0) + (minutes * 60));
        return ParseResult.Delta;
    }

    private static ParseResult OilPressure(in Sentence s) => Word(s[0], 28) is >= 0 and var value
        ? s.One(s_oilPressure, value * (Imperial(s[0]) ? PoundPerSquareInch : Units.Bar))
        : ParseResult.Malformed;

    private static ParseResult CoolantTemperature(in Sentence s) => Word(s[0], 28) is >= 0 and var value
        ? s.One(s_coolantTemperature, (Imperial(s[0]) ? (value - 32) / 1.8 : value) + Units.ZeroCelsius)
        : ParseResult.Malformed;

    private static bool Imperial(ReadOnlySpan<byte> data) => data[15..].StartsWith("AA"u8);

    private static int Word(ReadOnlySpan<byte> data, int at) =>
        Pair(data, at) is >= 0 and var low && Pair(data, at + 2) is >= 0 and var high ? (high << 8) | low : -1;

    private static int Pair(ReadOnlySpan<byte> data, int at)
    {
        if (data.Length < at + 2)
        {
            return -1;
        }

        var (high, low) = (data[at] - 'A', data[at + 1] - 'A');
        return high is >= 0 and < 16 && low is >= 0 and < 16 ? (high << 4) | low : -1;
    }
}

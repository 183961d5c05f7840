using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Environment message of the Saint Lawrence and United States stations: up to eight reports of 112 bits each.</summary>
static class WeatherStation
{
    private const int Header = 56;
    private const int ReportBits = 112;

    public static ParseResult Parse(in Sentence s, in SixBits bits)
    {
        var reports = (bits.Count - Header) / ReportBits;
        if (reports < 1)
        {
            return ParseResult.Nothing;
        }

        // The site is read as other servers do, without its last bit: their contexts are the ones that clients know.
        if (WeatherReport.Begin(s, bits, bits.Unsigned(76, 6).ToString("D", null)) is not { } update)
        {
            return ParseResult.Malformed;
        }

        var values = update.Values.Length;
        for (var i = 0; i < reports; i++)
        {
            Add(update, bits, Header + (i * ReportBits));
        }

        if (update.Values.Length == values)
        {
            s.Delta.Clear();
            return ParseResult.Nothing;
        }

        update.AddDate(s, bits, 60);
        return ParseResult.Delta;
    }

    private static void Add(Update update, in SixBits bits, int report)
    {
        var data = report + 27;
        switch (bits.Unsigned(report, 4))
        {
            case 0 when bits.Unsigned(data, 6) is >= 1 and <= 15 && AisReport.Position(bits, data + 6) is { } position:
                update.Add(Paths.Position, position);
                break;
            case 1:
                update.AddName(bits.Text(data, 84));
                break;
            case 2:
                AddWind(update, bits, data);
                break;
            case 3 when IsSensor(bits, data + 23) && bits.Signed(data, 16) is > short.MinValue and var level:
                update.Add(WeatherReport.WaterLevel, level / 100.0);
                AddTendency(WeatherReport.LevelTendency, update, bits.Unsigned(data + 16, 2));
                break;
            case 9:
                AddWeather(update, bits, data);
                break;
        }
    }

    private static void AddWind(Update update, in SixBits bits, int data)
    {
        update.AddKnots(WeatherReport.WindSpeed, bits.Unsigned(data, 7), 121);
        update.AddKnots(WeatherReport.WindGust, bits.Unsigned(data + 7, 7), 121);
        update.AddUpTo(WeatherReport.WindDirection, bits.Unsigned(data + 14, 9), 359, Units.Degree);
        update.AddUpTo(WeatherReport.GustDirection, bits.Unsigned(data + 23, 9), 359, Units.Degree);
    }

    private static void AddWeather(Update update, in SixBits bits, int data)
    {
        if (IsSensor(bits, data + 11))
        {
            update.AddCelsius(Paths.AirTemperature, bits.Signed(data, 11) / 10.0, -60, 60);
        }

        if (IsSensor(bits, data + 34))
        {
            if (bits.Unsigned(data + 16, 8) is <= 241 and var visibility)
            {
                update.AddVisibility(visibility, visibility == 241);
            }

            update.AddCelsius(Paths.DewPoint, bits.Signed(data + 24, 10) / 10.0, -20, 50);
        }

        if (IsSensor(bits, data + 48))
        {
            update.AddPressure(bits.Unsigned(data + 37, 9));
            WeatherReport.PressureTendency.AddTo(update, bits.Unsigned(data + 46, 2));
        }

        update.AddUpTo(WeatherReport.Salinity, bits.Unsigned(data + 51, 9), 501, 0.001);
    }

    // Here 0 is rising and 2 steady.
    private static void AddTendency(WeatherReport.Scale scale, Update update, uint raw) =>
        scale.AddTo(update, raw switch { 0 => 2, 2 => 0, _ => raw });

    // How the value was made: 1 raw real time, 2 real time with quality control; others are predictions or defects.
    private static bool IsSensor(in SixBits bits, int at) => bits.Unsigned(at, 3) is 1 or 2;
}

using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>Weather and water as one message: function 31, and its predecessor 11 whose fields lie one bit lower.</summary>
static class Weather
{
    private const double PerDegree = 60_000;
    private const int MinBits = 350;

    public static ParseResult Current(in Sentence s, in SixBits bits)
    {
        if (Begin(s, bits, bits.Signed(81, 24) / PerDegree, bits.Signed(56, 25) / PerDegree) is not { } update)
        {
            return ParseResult.Nothing;
        }

        update.AddDate(s, bits, 106);
        AddWind(update, bits, 122);
        update.AddCelsius(Paths.AirTemperature, bits.Signed(154, 11) / 10.0, -60, 60);
        update.AddUpTo(WeatherReport.Humidity, bits.Unsigned(165, 7), 100, 0.01);
        update.AddCelsius(Paths.DewPoint, bits.Signed(172, 10) / 10.0, -20, 50);
        update.AddPressure(bits.Unsigned(182, 9));
        WeatherReport.PressureTendency.AddTo(update, bits.Unsigned(191, 2));
        if (bits.Unsigned(194, 7) is not 127 and var visibility)
        {
            update.AddVisibility(visibility, bits.Flag(193));
        }

        if (bits.Unsigned(201, 12) is <= 4000 and var level)
        {
            update.Add(WeatherReport.WaterLevel, (level - 1000.0) / 100);
        }

        AddWater(update, bits, 213, 276);
        return ParseResult.Delta;
    }

    public static ParseResult Former(in Sentence s, in SixBits bits)
    {
        if (Begin(s, bits, bits.Signed(56, 24) / PerDegree, bits.Signed(80, 25) / PerDegree) is not { } update)
        {
            return ParseResult.Nothing;
        }

        update.AddDate(s, bits, 105);
        AddWind(update, bits, 121);
        update.AddCelsius(Paths.AirTemperature, (bits.Unsigned(153, 11) - 600.0) / 10, -60, 60);
        update.AddUpTo(WeatherReport.Humidity, bits.Unsigned(164, 7), 100, 0.01);
        update.AddCelsius(Paths.DewPoint, (bits.Unsigned(171, 10) - 200.0) / 10, -20, 50);
        update.AddPressure(bits.Unsigned(181, 9));
        WeatherReport.PressureTendency.AddTo(update, bits.Unsigned(190, 2));

        // As other servers read it; see docs/conformance.md.
        update.Add(WeatherReport.WaterLevel, (bits.Unsigned(200, 9) - 1000.0) / 100);
        AddWater(update, bits, 209, 272);
        return ParseResult.Delta;
    }

    private static Update? Begin(in Sentence s, in SixBits bits, double latitude, double longitude)
    {
        if (bits.Count < MinBits || Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180)
        {
            return null;
        }

        var update = WeatherReport.Begin(s, bits, $"{Thousandths(latitude):D3}{Thousandths(longitude):D3}");
        update?.Add(Paths.Position, new SkPosition(latitude, longitude));
        return update;
    }

    // The site within the station: the decimals of its position.
    private static int Thousandths(double degrees) =>
        (int)Math.Round(Math.Abs(degrees % 1) * 1000, MidpointRounding.AwayFromZero) % 1000;

    private static void AddWind(Update update, in SixBits bits, int at)
    {
        update.AddKnots(WeatherReport.WindSpeed, bits.Unsigned(at, 7), 126);
        update.AddKnots(WeatherReport.WindGust, bits.Unsigned(at + 7, 7), 126);
        update.AddUpTo(WeatherReport.WindDirection, bits.Unsigned(at + 14, 9), 359, Units.Degree);
        update.AddUpTo(WeatherReport.GustDirection, bits.Unsigned(at + 23, 9), 359, Units.Degree);
    }

    private static void AddWater(Update update, in SixBits bits, int current, int waves)
    {
        WeatherReport.LevelTendency.AddTo(update, bits.Unsigned(current, 2));
        update.AddKnots(WeatherReport.CurrentDrift, bits.Unsigned(current + 2, 8) / 10.0, 25.1);
        update.AddUpTo(WeatherReport.CurrentSet, bits.Unsigned(current + 10, 9), 359, Units.Degree);
        update.AddUpTo(WeatherReport.WaveHeight, bits.Unsigned(waves, 8), 251, 0.1);
        update.AddUpTo(WeatherReport.WavePeriod, bits.Unsigned(waves + 8, 6), 60, 1);
        update.AddUpTo(WeatherReport.WaveDirection, bits.Unsigned(waves + 14, 9), 359, Units.Degree);
        update.AddUpTo(WeatherReport.SwellHeight, bits.Unsigned(waves + 23, 8), 251, 0.1);
        update.AddUpTo(WeatherReport.SwellPeriod, bits.Unsigned(waves + 31, 6), 60, 1);
        update.AddUpTo(WeatherReport.SwellDirection, bits.Unsigned(waves + 37, 9), 359, Units.Degree);
        WeatherReport.SeaState.AddTo(update, bits.Unsigned(waves + 46, 4));
        update.AddCelsius(Paths.WaterTemperature, bits.Signed(waves + 50, 10) / 10.0, -10, 50);
        WeatherReport.Precipitation.AddTo(update, bits.Unsigned(waves + 60, 3));
        update.AddUpTo(WeatherReport.Salinity, bits.Unsigned(waves + 63, 9), 501, 0.001);
        WeatherReport.Ice.AddTo(update, bits.Unsigned(waves + 72, 2));
    }
}

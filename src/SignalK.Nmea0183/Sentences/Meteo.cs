using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>MTA, MTW and MDA: weather and water temperature.</summary>
static class Meteo
{
    private static readonly SkPath s_humidity = SkPath.Of("environment.outside.humidity");
    private static readonly SkPath s_humidityAbsolute = SkPath.Of("environment.outside.humidityAbsolute");
    private static readonly SkPath s_windSpeed = SkPath.Of("environment.wind.speedOverGround");

    public static ParseResult AirTemperature(in Sentence s) =>
        s.Is(1, 'C') ? s.One(Paths.AirTemperature, s.Celsius(0)) : ParseResult.Nothing;

    public static ParseResult WaterTemperature(in Sentence s) => s.One(Paths.WaterTemperature, s.Celsius(0));

    public static ParseResult Composite(in Sentence s)
    {
        // 0 inches of mercury, 2 bar, 4 air, 6 water, 8 humidity %, 9 absolute humidity %, 10 dew point, 12 wind true,
        // 14 wind magnetic, 16 knots, 18 metres a second
        var update = s.Update();
        Add(update, Paths.AirPressure, s.Has(2) ? s.Number(2) * Units.Bar : s.Number(0) * Units.InchOfMercury);
        Add(update, Paths.AirTemperature, s.Celsius(4));
        Add(update, Paths.WaterTemperature, s.Celsius(6));
        Add(update, s_humidity, s.Number(8) / 100);
        Add(update, s_humidityAbsolute, s.Number(9) / 100);
        Add(update, Paths.DewPoint, s.Celsius(10));
        Add(update, Paths.WindDirectionTrue, s.Angle(12));
        Add(update, Paths.WindDirectionMagnetic, s.Angle(14));
        Add(update, s_windSpeed, s.Has(18) ? s.Speed(18, 1) : s.Speed(16, Units.Knot));
        return ParseResult.Delta;
    }

    private static void Add(Update update, SkPath path, double value)
    {
        if (!double.IsNaN(value))
        {
            update.Add(path, value);
        }
    }
}

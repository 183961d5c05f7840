using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Ais.Messages;

/// <summary>
/// Paths and words of the weather messages; values that a station marks as not available lie outside their ranges.
/// </summary>
static class WeatherReport
{
    public static readonly SkPath WindSpeed = SkPath.Of("environment.wind.averageSpeed");
    public static readonly SkPath WindGust = SkPath.Of("environment.wind.gust");
    public static readonly SkPath WindDirection = SkPath.Of("environment.wind.directionTrue");
    public static readonly SkPath GustDirection = SkPath.Of("environment.wind.gustDirectionTrue");
    public static readonly SkPath Humidity = SkPath.Of("environment.outside.relativeHumidity");
    public static readonly SkPath WaterLevel = SkPath.Of("environment.water.level");
    public static readonly SkPath WaveHeight = SkPath.Of("environment.water.waves.significantHeight");
    public static readonly SkPath WavePeriod = SkPath.Of("environment.water.waves.period");
    public static readonly SkPath WaveDirection = SkPath.Of("environment.water.waves.directionTrue");
    public static readonly SkPath SwellHeight = SkPath.Of("environment.water.swell.height");
    public static readonly SkPath SwellPeriod = SkPath.Of("environment.water.swell.period");
    public static readonly SkPath SwellDirection = SkPath.Of("environment.water.swell.directionTrue");
    public static readonly SkPath Salinity = SkPath.Of("environment.water.salinity");
    public static readonly SkPath CurrentDrift = SkPath.Of("environment.water.current.drift");
    public static readonly SkPath CurrentSet = SkPath.Of("environment.water.current.set");
    public static readonly SkPath Visibility = SkPath.Of("environment.outside.horizontalVisibility");
    public static readonly SkPath VisibilityOverRange = SkPath.Of("environment.outside.horizontalVisibility.overRange");

    public static readonly Scale Ice = new("environment.water.ice", "no", "yes");
    public static readonly Scale Precipitation = new(
        "environment.outside.precipitation",
        "reserved", "rain", "thunderstorm", "freezing rain", "mixed/ice", "snow", "reserved");

    public static readonly Scale SeaState = new(
        "environment.water.seaState",
        "calm, 0-0.2 m/s", "light air, 0.3-1.5 m/s", "light breeze, 1.6-3.3 m/s", "gentle breeze, 3.4-5.4 m/s",
        "moderate breeze, 5.5-7.9 m/s", "fresh breeze, 8-10.7 m/s", "strong breeze, 10.8-13.8 m/s", "high wind, 13.9-17.1 m/s",
        "gale, 17.2-20.7 m/s", "strong gale, 20.8-24.4 m/s", "storm, 24.5-28.4 m/s", "violent storm, 28.5-32.6 m/s",
        "hurricane-force, ≥ 32.7 m/s");

    public static readonly Scale LevelTendency = new("environment.water.levelTendency", "steady", "decreasing", "increasing");
    public static readonly Scale PressureTendency = new(
        "environment.outside.pressureTendency", "steady", "decreasing", "increasing");

    private static readonly SkPath s_date = SkPath.Of("environment.date");

    /// <summary>A station has many sites: each is a context of its own, named after the site behind the MMSI.</summary>
    public static Update? Begin(in Sentence s, in SixBits bits, string site)
    {
        var update = AisReport.Begin(s, bits, AisTargetKind.Vessel);
        if (update is not null)
        {
            s.Delta.Context = $"meteo.urn:mrn:imo:mmsi:{bits.Unsigned(8, 30):D9}:{site}";
            BinaryBroadcast.AddFunction(update, bits);
        }

        return update;
    }

    /// <summary>Adds a number unless it is above its range.</summary>
    public static void AddUpTo(this Update update, SkPath path, double raw, double most, double factor)
    {
        if (raw <= most)
        {
            update.Add(path, raw * factor);
        }
    }

    /// <summary>Knots; kept to the centimetre a second, as other servers do.</summary>
    public static void AddKnots(this Update update, SkPath path, double knots, double most)
    {
        if (knots <= most)
        {
            update.Add(path, Math.Round(knots * Units.Knot, 2));
        }
    }

    public static void AddCelsius(this Update update, SkPath path, double degrees, double least, double most)
    {
        if (degrees >= least && degrees <= most)
        {
            update.Add(path, Math.Round(degrees + Units.ZeroCelsius, 2));
        }
    }

    /// <summary>Hectopascals, 799 too few.</summary>
    public static void AddPressure(this Update update, uint raw)
    {
        if (raw <= 400)
        {
            update.Add(Paths.AirPressure, (raw + 799) * 100.0);
        }
    }

    /// <summary>Tenths of miles; beyond the range of the sensor the flag is set.</summary>
    public static void AddVisibility(this Update update, double tenths, bool overRange) => update
        .Add(Visibility, tenths / 10 * Units.NauticalMile)
        .Add(VisibilityOverRange, overRange);

    /// <summary>Day, hour and minute, 16 bits: of the current month, as other servers read it.</summary>
    public static void AddDate(this Update update, in Sentence s, in SixBits bits, int at)
    {
        var (day, hour, minute) = ((int)bits.Unsigned(at, 5), (int)bits.Unsigned(at + 5, 5), (int)bits.Unsigned(at + 10, 6));
        var now = s.Parser.Clock.Now;
        if (day >= 1 && day <= DateTime.DaysInMonth(now.Year, now.Month) && hour < 24 && minute < 60)
        {
            update.Add(s_date, Timestamp.Format(new DateTime(now.Year, now.Month, day, hour, minute, 0, DateTimeKind.Utc)));
        }
    }

    /// <summary>Words for the first numbers of a scale; higher ones mean not available.</summary>
    internal sealed class Scale(string path, params string[] words)
    {
        private readonly SkPath _path = SkPath.Of(path);
        private readonly SkPath _number = SkPath.Of(path + "Value");

        public void AddTo(Update update, uint number)
        {
            if (number < words.Length)
            {
                update.Add(_path, words[number]).Add(_number, number);
            }
        }
    }
}

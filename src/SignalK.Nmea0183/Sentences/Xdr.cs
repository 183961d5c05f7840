using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>
/// XDR: transducers, four fields each: type, value, unit, name. The names are the makers' own; those that common instruments
/// use are mapped, others left alone.
/// </summary>
static class Xdr
{
    private static readonly SkPath s_humidity = SkPath.Of("environment.outside.relativeHumidity");

    public static ParseResult Parse(in Sentence s)
    {
        Update? update = null;
        var (roll, pitch, yaw) = (double.NaN, double.NaN, double.NaN);
        for (var i = 0; i + 3 < s.Count; i += 4)
        {
            var value = s.Number(i + 1);
            if (double.IsNaN(value))
            {
                continue;
            }

            switch (Quantity(s.Letter(i), s.Letter(i + 2), s[i + 3]))
            {
                case Meaning.Roll:
                    roll = value * Units.Degree;
                    break;
                case Meaning.Pitch:
                    pitch = value * Units.Degree;
                    break;
                case Meaning.Yaw:
                    yaw = value * Units.Degree;
                    break;
                case Meaning.Rudder:
                    (update ??= s.Update()).Add(Paths.RudderAngle, value * Units.Degree);
                    break;
                case Meaning.AirTemperature:
                    (update ??= s.Update()).Add(Paths.AirTemperature, s.Celsius(i + 1));
                    break;
                case Meaning.WaterTemperature:
                    (update ??= s.Update()).Add(Paths.WaterTemperature, s.Celsius(i + 1));
                    break;
                case Meaning.DewPoint:
                    (update ??= s.Update()).Add(Paths.DewPoint, s.Celsius(i + 1));
                    break;
                case Meaning.Pressure:
                    (update ??= s.Update()).Add(Paths.AirPressure, s.Letter(i + 2) == 'B' ? value * Units.Bar : value);
                    break;
                case Meaning.Humidity:
                    (update ??= s.Update()).Add(s_humidity, value / 100);
                    break;
            }
        }

        if (!(double.IsNaN(roll) && double.IsNaN(pitch) && double.IsNaN(yaw)))
        {
            (update ??= s.Update()).Add(Paths.Attitude, new SkRecord(("roll", roll), ("pitch", pitch), ("yaw", yaw)));
        }

        return update is null ? ParseResult.Nothing : ParseResult.Delta;
    }

    private static Meaning Quantity(char type, char unit, ReadOnlySpan<byte> name)
    {
        switch (type)
        {
            case 'A' when unit == 'D':
                return Contains(name, "PTCH"u8) || Contains(name, "PITCH"u8) || Contains(name, "TRIM"u8) ? Meaning.Pitch
                    : Contains(name, "ROLL"u8) || Contains(name, "HEEL"u8) ? Meaning.Roll
                    : Contains(name, "YAW"u8) ? Meaning.Yaw
                    : Contains(name, "RUDDER"u8) ? Meaning.Rudder
                    : Meaning.None;
            case 'C' when unit == 'C':
                return Contains(name, "WATER"u8) || Contains(name, "SEA"u8) || Contains(name, "WTHI"u8) ? Meaning.WaterTemperature
                    : Contains(name, "DEW"u8) ? Meaning.DewPoint
                    : Contains(name, "AIR"u8) || Contains(name, "OUTSIDE"u8) ? Meaning.AirTemperature
                    : Meaning.None;
            case 'P' when unit is 'B' or 'P':
                return Contains(name, "BARO"u8) || Contains(name, "ATMOS"u8) || Contains(name, "AIR"u8) || Contains(name, "OUTSIDE"u8)
                    ? Meaning.Pressure
                    : Meaning.None;
            case 'H' when unit is 'P' or '\0':
                return Meaning.Humidity;
            default:
                return Meaning.None;
        }
    }

    private static bool Contains(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word)
    {
        for (var i = 0; i + word.Length <= name.Length; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name.Slice(i, word.Length), word))
            {
                return true;
            }
        }

        return false;
    }

    private enum Meaning
    {
        None,
        Roll,
        Pitch,
        Yaw,
        Rudder,
        AirTemperature,
        WaterTemperature,
        DewPoint,
        Pressure,
        Humidity,
    }
}

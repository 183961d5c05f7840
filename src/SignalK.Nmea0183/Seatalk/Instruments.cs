using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Seatalk;

/// <summary>Depth, wind, speed and log.</summary>
static class Instruments
{
    private static readonly SkPath s_trip = SkPath.Of("navigation.trip");
    private static readonly SkPath s_averageSpeed = SkPath.Of("navigation.averageSpeedThroughWater");

    // 00 02 YZ XX XX: tenths of feet
    public static ParseResult Depth(in Sentence s, in Datagram d) =>
        d.Has(4) ? s.One(Paths.BelowTransducer, (d[3] + ((d[4] & 0x7f) << 8)) * Units.Foot / 10) : ParseResult.Nothing;

    // 10 01 XX YY: half degrees right of the bow, high byte first
    public static ParseResult WindAngle(in Sentence s, in Datagram d) => d.Has(3)
        ? s.One(Paths.WindAngleApparent, Units.Signed(((d[2] << 8) + d[3]) / 2.0) * Units.Degree)
        : ParseResult.Nothing;

    // 11 01 XX 0Y: knots and tenths; the highest bit is for the display
    public static ParseResult WindSpeed(in Sentence s, in Datagram d) => d.Has(3)
        ? s.One(Paths.WindSpeedApparent, ((d[2] & 0x7f) + (d[3] / 10.0)) * Units.Knot)
        : ParseResult.Nothing;

    // 20 01 XX XX: tenths of knots. Read as other servers do, the bytes added: below 25.6 knots the second one is 0.
    public static ParseResult Speed(in Sentence s, in Datagram d) =>
        d.Has(3) ? s.One(Paths.SpeedThroughWater, (d[2] + d[3]) / 10.0 * Units.Knot) : ParseResult.Nothing;

    // 21 02 XX XX 0X: hundredths of miles
    public static ParseResult Trip(in Sentence s, in Datagram d) => d.Has(4)
        ? s.One(s_trip, (d.Word(2) + (d.Low(4) << 16)) / 100.0 * Units.NauticalMile)
        : ParseResult.Nothing;

    // 22 02 XX XX 00: tenths of miles
    public static ParseResult Log(in Sentence s, in Datagram d) =>
        d.Has(3) ? s.One(Paths.Log, d.Word(2) / 10.0 * Units.NauticalMile) : ParseResult.Nothing;

    // 25 Z4 XX YY UU VV AW: log (ZYYXX) in tenths of miles, trip (WVVUU) in hundredths
    public static ParseResult TripAndLog(in Sentence s, in Datagram d)
    {
        if (!d.Has(6))
        {
            return ParseResult.Nothing;
        }

        s.Update()
            .Add(s_trip, (d.Word(4) + (d.Low(6) << 16)) / 100.0 * Units.NauticalMile)
            .Add(Paths.Log, (d.Word(2) + (d.High(1) << 16)) / 10.0 * Units.NauticalMile);
        return ParseResult.Delta;
    }

    // 26 04 XX XX YY YY DE: hundredths of knots, current if D&4, average unless D&8
    public static ParseResult Speeds(in Sentence s, in Datagram d)
    {
        if (!d.Has(6))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        if ((d.High(6) & 4) != 0)
        {
            update.Add(Paths.SpeedThroughWater, d.Word(2) / 100.0 * Units.Knot);
        }

        if ((d.High(6) & 8) == 0)
        {
            update.Add(s_averageSpeed, d.Word(4) / 100.0 * Units.Knot);
        }

        return ParseResult.Delta;
    }

    // 27 01 XX XX: tenths of degrees Celsius, 100 too many
    public static ParseResult WaterTemperature(in Sentence s, in Datagram d) =>
        d.Has(3) ? s.One(Paths.WaterTemperature, ((d.Word(2) - 100) / 10.0) + Units.ZeroCelsius) : ParseResult.Nothing;
}

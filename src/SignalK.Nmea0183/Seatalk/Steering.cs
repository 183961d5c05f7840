using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Seatalk;

/// <summary>Compass, rudder and autopilot.</summary>
static class Steering
{
    // 84 U6 VW XY 0Z 0M RR SS TT: heading U and VW, autopilot course V and XY, mode Z, rudder RR
    public static ParseResult Autopilot(in Sentence s, in Datagram d)
    {
        if (d.Count != 9 || !d.Has(8))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        AddHeading(update, d);
        var course = ((d.High(2) >> 2) * 90) + (d[3] / 2.0);
        if (course != 0)
        {
            update.Add(Paths.TargetHeadingMagnetic, course * Units.Degree);
        }

        AddRudder(update, d[6]);
        update.Add(Paths.AutopilotState, d.Low(4) switch
        {
            >= 8 => "route",
            >= 4 => "wind",
            var mode when (mode & 2) != 0 => "auto",
            _ => "standby",
        });
        return ParseResult.Delta;
    }

    // 99 00 XX: two's complement degrees, west positive
    public static ParseResult Variation(in Sentence s, in Datagram d) =>
        d.Has(2) ? s.One(Paths.Variation, -(sbyte)d[2] * Units.Degree) : ParseResult.Nothing;

    // 9C U1 VW RR: heading as in 84, rudder
    public static ParseResult Heading(in Sentence s, in Datagram d)
    {
        if (!d.Has(3))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        AddHeading(update, d);
        AddRudder(update, d[3]);
        return ParseResult.Delta;
    }

    // Quarter turns in U&3, two degrees in VW&3F, and from the two high bits of U one or two more: read as other servers do.
    // 0 is what an instrument without a compass sends.
    private static void AddHeading(Update update, in Datagram d)
    {
        var u = d.High(1);
        var fine = (u & 0xc) == 0 ? 0 : (u & 1) != 0 ? 2 : 1;
        var heading = ((u & 3) * 90) + ((d[2] & 0x3f) * 2) + fine;
        if (heading != 0)
        {
            update.Add(Paths.HeadingMagnetic, heading * Units.Degree);
        }
    }

    // Two's complement degrees, starboard positive; 0 without a rudder sensor.
    private static void AddRudder(Update update, int angle)
    {
        if (angle != 0)
        {
            update.Add(Paths.RudderAngle, (sbyte)angle * Units.Degree);
        }
    }
}

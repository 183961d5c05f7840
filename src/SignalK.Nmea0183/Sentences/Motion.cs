using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>VHW: heading and speed through water.</summary>
static class Vhw
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 degrees true, 2 magnetic, 4 knots, 6 km/h
        var update = s.Update();
        if (s.Has(0))
        {
            update.Add(Paths.HeadingTrue, s.Angle(0));
        }

        if (s.Has(2))
        {
            update.Add(Paths.HeadingMagnetic, s.Angle(2));
        }

        if (s.Has(4))
        {
            update.Add(Paths.SpeedThroughWater, s.Speed(4, Units.Knot));
        }
        else if (s.Has(6))
        {
            update.Add(Paths.SpeedThroughWater, s.Speed(6, Units.KilometreAnHour));
        }

        return ParseResult.Delta;
    }
}

/// <summary>VLW: distances through water, in all and since the reset.</summary>
static class Vlw
{
    public static readonly SkPath Trip = SkPath.Of("navigation.trip.log");

    public static ParseResult Parse(in Sentence s)
    {
        var update = s.Update();
        if (s.Has(0))
        {
            update.Add(Paths.Log, s.NumberOrZero(0) * Units.NauticalMile);
        }

        if (s.Has(2))
        {
            update.Add(Trip, s.NumberOrZero(2) * Units.NauticalMile);
        }

        return ParseResult.Delta;
    }
}

/// <summary>VPW: speed parallel to the wind, negative downwind.</summary>
static class Vpw
{
    private static readonly SkPath s_vmg = SkPath.Of("performance.velocityMadeGood");

    public static ParseResult Parse(in Sentence s) => s.Has(2) ? s.One(s_vmg, s.Number(2))
        : s.Has(0) ? s.One(s_vmg, s.Number(0) * Units.Knot)
        : ParseResult.Nothing;
}

/// <summary>VBW: speed along and across the hull, through water and over ground.</summary>
static class Vbw
{
    private static readonly SkPath s_longitudinal = SkPath.Of("navigation.speedThroughWaterLongitudinal");
    private static readonly SkPath s_transverse = SkPath.Of("navigation.speedThroughWaterTransverse");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 water along, 1 water across, 2 status, 3 ground along, 4 ground across, 5 status; knots, ahead and starboard positive
        var water = s.Letter(2) == 'A' && s.Has(0);
        var ground = s.Letter(5) == 'A' && s.Has(3) && s.Has(4);
        if (!water && !ground)
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        if (water)
        {
            var along = s.Number(0) * Units.Knot;
            update.Add(Paths.SpeedThroughWater, along).Add(s_longitudinal, along);
            if (s.Has(1))
            {
                update.Add(s_transverse, s.Number(1) * Units.Knot);
            }
        }

        if (ground)
        {
            update.Add(Paths.SpeedOverGround, double.Hypot(s.Number(3), s.Number(4)) * Units.Knot);
        }

        return ParseResult.Delta;
    }
}

/// <summary>
/// VDR: set and drift of the current. Nothing is published of a sentence without figures: 0 would be a statement.
/// </summary>
static class Vdr
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 degrees true, 2 magnetic, 4 knots
        if (!s.Has(0) && !s.Has(2) && !s.Has(4))
        {
            return ParseResult.Nothing;
        }

        return s.One(Paths.Current, new SkRecord(
            ("setTrue", s.Angle(0)), ("setMagnetic", s.Angle(2)), ("drift", s.Speed(4, Units.Knot))));
    }
}

/// <summary>OSD: own ship data as a radar knows them; each with its reference.</summary>
static class Osd
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 heading true, 1 status, 2 course, 3 its reference, 4 speed, 5 its reference, 6 set, 7 drift, 8 speed unit
        var update = s.Update();
        if (s.Letter(1) == 'A' && s.Has(0))
        {
            update.Add(Paths.HeadingTrue, s.Angle(0));
        }

        if (s.Has(2) && OverGround(s.Letter(3)))
        {
            update.Add(Paths.CourseTrue, s.Angle(2));
        }

        var unit = Units.Speed(s.Letter(8));
        if (s.Has(4) && (s.Letter(5) == 'W' || OverGround(s.Letter(5))))
        {
            update.Add(s.Letter(5) == 'W' ? Paths.SpeedThroughWater : Paths.SpeedOverGround, s.Speed(4, unit));
        }

        if (s.Has(6) && s.Has(7))
        {
            update.Add(Paths.Current, new SkRecord(("setTrue", s.Angle(6)), ("drift", s.Speed(7, unit))));
        }

        return ParseResult.Delta;
    }

    // B bottom track, P positioning system, R radar tracking of fixed targets.
    private static bool OverGround(char reference) => reference is 'B' or 'P' or 'R';
}

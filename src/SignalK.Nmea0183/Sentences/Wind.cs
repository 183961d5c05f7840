using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>MWV: wind angle from the bow, relative (R) or theoretical (T: as if the boat stood still in the water).</summary>
static class Mwv
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 angle, 1 reference, 2 speed, 3 its unit, 4 status
        if (s.Letter(4) != 'A')
        {
            return ParseResult.Nothing;
        }

        var angle = Units.Signed(s.Number(0)) * Units.Degree;
        var unit = s.Has(3) ? Units.Speed(s.Letter(3)) : 1;
        var speed = s.Speed(2, unit);
        switch (s.Letter(1))
        {
            case 'R':
                s.Update().Add(Paths.WindSpeedApparent, speed).Add(Paths.WindAngleApparent, angle);
                return ParseResult.Delta;
            case 'T':
                s.Update().Add(Paths.WindSpeedTrue, speed).Add(Paths.WindAngleTrueWater, angle);
                return ParseResult.Delta;
            default:
                return ParseResult.Malformed;
        }
    }
}

/// <summary>MWD: where the wind comes from. Metres a second where given: the knots are rounded from them.</summary>
static class Mwd
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 degrees true, 2 magnetic, 4 knots, 6 metres a second
        var hasTrue = s.Has(0) && s.Is(1, 'T');
        var hasMagnetic = s.Has(2) && s.Is(3, 'M');
        var metres = s.Has(6) && s.Is(7, 'M');
        if (!(hasTrue || hasMagnetic) || !(metres || (s.Has(4) && s.Is(5, 'N'))))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        if (hasTrue)
        {
            update.Add(Paths.WindDirectionTrue, s.Angle(0));
        }

        if (hasMagnetic)
        {
            update.Add(Paths.WindDirectionMagnetic, s.Angle(2));
        }

        update.Add(Paths.WindSpeedTrue, metres ? s.Speed(6, 1) : s.Speed(4, Units.Knot));
        return ParseResult.Delta;
    }
}

/// <summary>VWR: apparent wind, an angle of 0 to 180 degrees and its side.</summary>
static class Vwr
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 angle, 1 side, 2 knots, 4 metres a second, 6 km/h
        var side = Side(s.Letter(1));
        if (side == 0 || !s.Has(0))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update().Add(Paths.WindAngleApparent, s.Angle(0) * side);
        var speed = s.Has(2) ? s.Speed(2, Units.Knot) : s.Has(4) ? s.Speed(4, 1) : s.Speed(6, Units.KilometreAnHour);
        if (!double.IsNaN(speed))
        {
            update.Add(Paths.WindSpeedApparent, speed);
        }

        return ParseResult.Delta;
    }

    public static int Side(char letter) => letter switch { 'R' => 1, 'L' => -1, _ => 0 };
}

/// <summary>VWT: true wind in the form of <see cref="Vwr"/>.</summary>
static class Vwt
{
    public static ParseResult Parse(in Sentence s)
    {
        var side = s.Is(1, 'R') ? 1 : s.Is(1, 'L') ? -1 : 0;
        var speed = s.Has(4) && s.Is(5, 'M') ? s.Speed(4, 1)
            : s.Has(6) && s.Is(7, 'K') ? s.Speed(6, Units.KilometreAnHour)
            : s.Has(2) && s.Is(3, 'N') ? s.Speed(2, Units.Knot)
            : double.NaN;
        if (side == 0 || !s.Has(0) || double.IsNaN(speed))
        {
            return ParseResult.Nothing;
        }

        s.Update()
            .Add(Paths.WindSpeedTrue, speed)
            .Add(Paths.WindAngleTrueWater, Units.Signed(s.Number(0)) * Units.Degree * side);
        return ParseResult.Delta;
    }
}

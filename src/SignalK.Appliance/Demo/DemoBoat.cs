namespace SignalK.Appliance.Demo;

/// <summary>
/// The demo's own boat: a motor-sailer on a round trip in the Gulf of Finland. Everything about it follows from one number,
/// the seconds under way, so that its instruments agree with each other and the cruise has no end.
/// </summary>
static class DemoBoat
{
    const double Knot = 1852.0 / 3600;
    const double CruisingSpeed = 6.2 * Knot;
    const double SpeedSwing = 0.5 * Knot;
    const double SpeedPeriod = 900;

    public static DemoRoute Route { get; } = new(
        new(60.095, 24.960), new(60.000, 24.700), new(59.890, 24.420), new(59.720, 24.480),
        new(59.600, 24.680), new(59.620, 24.950), new(59.780, 25.050), new(59.960, 25.060));

    /// <summary>Degrees; east is positive.</summary>
    public const double Variation = 8.9;

    public static BoatState At(double seconds)
    {
        var speed = CruisingSpeed + (SpeedSwing * Wave(seconds, SpeedPeriod));
        var (position, course, next) = Route.At(DistanceAt(seconds));
        var ahead = Route.At(DistanceAt(seconds + 1)).Course;
        var ground = Velocity.Towards(course, speed);
        var current = Velocity.Towards(250 + (20 * Wave(seconds, 5400)), 0.3 * Knot);
        var water = ground - current;
        var wind = Velocity.Towards(Angle.Positive(225 + (12 * Wave(seconds, 1700)) + (4 * Wave(seconds, 47)) + 180), 7.5 + (1.5 * Wave(seconds, 1100)) + (0.6 * Wave(seconds, 23)));
        var throughWater = water.Speed / Knot;
        return new BoatState
        {
            Position = position,
            Ground = ground,
            Heading = water.Direction,
            RateOfTurn = Angle.Signed(ahead - course) * 60,
            ThroughWater = water.Speed,
            Log = DistanceAt(seconds),
            NextWaypoint = next,
            ApparentWind = wind - ground,
            TrueWind = wind - current,
            GroundWind = wind,
            Depth = Depth(position),
            WaterTemperature = 16.4 + (0.6 * Wave(seconds, 7200)),
            AirTemperature = 19.2 + (1.1 * Wave(seconds, 10800)),
            Pressure = 1.0134 + (0.0021 * Wave(seconds, 43200)),
            Heel = 5 + (2 * Wave(seconds, 8.5)) + (1.5 * Wave(seconds, 310)),
            Pitch = 1.2 * Wave(seconds, 5.3),
            Revolutions = 1450 + (90 * (throughWater - 6)) + (8 * Wave(seconds, 3.1)),
        };
    }

    /// <summary>Metres: the integral of the speed, so that positions, course and speed agree.</summary>
    public static double DistanceAt(double seconds) =>
        (CruisingSpeed * seconds) + (SpeedSwing * SpeedPeriod / Math.Tau * (1 - Math.Cos(Math.Tau * seconds / SpeedPeriod)));

    /// <summary>A sea bed that has the same depth each time the boat comes by.</summary>
    static double Depth(GeoPoint position) =>
        24 + (9 * Math.Sin(position.Latitude * 211)) + (7 * Math.Sin(position.Longitude * 163)) + (2.5 * Math.Sin((position.Latitude + position.Longitude) * 1900));

    static double Wave(double seconds, double period) => Math.Sin(Math.Tau * seconds / period);
}

/// <summary>The boat at one moment. Metres, metres a second, degrees true, degrees Celsius, bar.</summary>
readonly record struct BoatState
{
    public GeoPoint Position { get; init; }

    public Velocity Ground { get; init; }

    public double Heading { get; init; }

    /// <summary>Degrees a minute, to starboard positive.</summary>
    public double RateOfTurn { get; init; }

    public double ThroughWater { get; init; }

    public double Log { get; init; }

    public int NextWaypoint { get; init; }

    /// <summary>The air's velocity over the moving deck.</summary>
    public Velocity ApparentWind { get; init; }

    /// <summary>The air's velocity over the water.</summary>
    public Velocity TrueWind { get; init; }

    public Velocity GroundWind { get; init; }

    public double Depth { get; init; }

    public double WaterTemperature { get; init; }

    public double AirTemperature { get; init; }

    public double Pressure { get; init; }

    public double Heel { get; init; }

    public double Pitch { get; init; }

    /// <summary>A minute.</summary>
    public double Revolutions { get; init; }
}

namespace SignalK.Appliance.Demo;

/// <summary>A place in degrees, and plane geometry about it: enough within the few miles that the demo needs.</summary>
readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Metres in one degree of latitude.</summary>
    const double MetresPerDegree = 111_195;

    /// <summary>Metres east and north from here to there.</summary>
    public (double East, double North) To(GeoPoint there)
    {
        var north = (there.Latitude - Latitude) * MetresPerDegree;
        var scale = Math.Cos(double.DegreesToRadians((Latitude + there.Latitude) / 2));
        return ((there.Longitude - Longitude) * MetresPerDegree * scale, north);
    }

    public double DistanceTo(GeoPoint there)
    {
        var (east, north) = To(there);
        return Math.Sqrt((east * east) + (north * north));
    }

    /// <summary>True bearing in degrees, 0 to 360.</summary>
    public double BearingTo(GeoPoint there)
    {
        var (east, north) = To(there);
        return Angle.Positive(double.RadiansToDegrees(Math.Atan2(east, north)));
    }
}

/// <summary>Angles in degrees.</summary>
static class Angle
{
    public static double Positive(double degrees) => ((degrees % 360) + 360) % 360;

    /// <summary>Within -180 to 180.</summary>
    public static double Signed(double degrees) => Positive(degrees + 180) - 180;
}

/// <summary>A velocity in metres a second.</summary>
readonly record struct Velocity(double East, double North)
{
    public double Speed => Math.Sqrt((East * East) + (North * North));

    /// <summary>Where it goes, true degrees.</summary>
    public double Direction => Angle.Positive(double.RadiansToDegrees(Math.Atan2(East, North)));

    public static Velocity Towards(double direction, double speed)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(direction));
        return new Velocity(speed * sin, speed * cos);
    }

    public static Velocity operator -(Velocity a, Velocity b) => new(a.East - b.East, a.North - b.North);
}

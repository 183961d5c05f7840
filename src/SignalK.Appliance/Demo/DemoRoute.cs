namespace SignalK.Appliance.Demo;

/// <summary>A closed route: a smooth curve through its waypoints, so that a vessel on it turns as vessels do and never arrives.</summary>
sealed class DemoRoute
{
    const int SamplesPerLeg = 96;

    readonly GeoPoint[] _points;
    readonly double[] _distances;

    public DemoRoute(params GeoPoint[] waypoints)
    {
        Waypoints = waypoints;
        _points = new GeoPoint[(waypoints.Length * SamplesPerLeg) + 1];
        _distances = new double[_points.Length];
        for (var i = 0; i < _points.Length; i++)
        {
            _points[i] = Curve(i / SamplesPerLeg, (double)(i % SamplesPerLeg) / SamplesPerLeg);
            if (i > 0)
                _distances[i] = _distances[i - 1] + _points[i - 1].DistanceTo(_points[i]);
        }
    }

    public IReadOnlyList<GeoPoint> Waypoints { get; }

    /// <summary>Metres once around.</summary>
    public double Length => _distances[^1];

    /// <summary>Where a vessel is that went so many metres, where it heads (true degrees), and which waypoint comes next.</summary>
    public (GeoPoint Position, double Course, int NextWaypoint) At(double metres)
    {
        var along = ((metres % Length) + Length) % Length;
        var found = Array.BinarySearch(_distances, along);
        var i = Math.Clamp(found >= 0 ? found : ~found - 1, 0, _points.Length - 2);
        var (from, to) = (_points[i], _points[i + 1]);
        var part = (along - _distances[i]) / (_distances[i + 1] - _distances[i]);
        var position = new GeoPoint(
            from.Latitude + ((to.Latitude - from.Latitude) * part),
            from.Longitude + ((to.Longitude - from.Longitude) * part));
        // The course turns from sample to sample as well, or the rate of turn would be all jumps.
        var after = _points[i + 2 < _points.Length ? i + 2 : 1];
        var before = _points[i > 0 ? i - 1 : _points.Length - 2];
        var here = from.BearingTo(to);
        var turn = part < 0.5
            ? Angle.Signed(here - before.BearingTo(from)) * (part - 0.5)
            : Angle.Signed(to.BearingTo(after) - here) * (part - 0.5);
        return (position, Angle.Positive(here + turn), ((i / SamplesPerLeg) + 1) % Waypoints.Count);
    }

    /// <summary>Catmull-Rom between two waypoints.</summary>
    GeoPoint Curve(int leg, double t)
    {
        var count = Waypoints.Count;
        var (p0, p1, p2, p3) = (Waypoints[(leg + count - 1) % count], Waypoints[leg % count], Waypoints[(leg + 1) % count], Waypoints[(leg + 2) % count]);
        return new GeoPoint(
            Blend(p0.Latitude, p1.Latitude, p2.Latitude, p3.Latitude, t),
            Blend(p0.Longitude, p1.Longitude, p2.Longitude, p3.Longitude, t));
    }

    static double Blend(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}

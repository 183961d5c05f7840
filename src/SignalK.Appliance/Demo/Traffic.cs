namespace SignalK.Appliance.Demo;

/// <summary>Somebody else out there who sends AIS.</summary>
/// <param name="Mmsi">Of the demo's own making, as are the names: no vessel at sea has them.</param>
abstract record Target(int Mmsi, string Name)
{
    /// <summary>What this one sends in that second, if anything; <paramref name="turn"/> is its place in the round.</summary>
    public abstract IEnumerable<AisBits> At(long second, DateTime utc, int turn);

    protected static bool Due(long second, int period, int turn) => (second + (turn * 7)) % period == 0;
}

/// <summary>A vessel under way on a closed route.</summary>
abstract record Mover(int Mmsi, string Name, DemoRoute Route, double Knots, double Start) : Target(Mmsi, Name)
{
    protected (GeoPoint Position, double Course) Where(long second)
    {
        var (position, course, _) = Route.At(Start + (Knots * 1852 / 3600 * second));
        return (position, course);
    }
}

sealed record Ship(int Mmsi, string Name, DemoRoute Route, double Knots, double Start, int Imo, string Callsign, int Type, Hull Hull, double Draught, string Destination)
    : Mover(Mmsi, Name, Route, Knots, Start)
{
    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn)
    {
        if (Due(second, 10, turn))
        {
            var (position, course) = Where(second);
            yield return AisMessages.PositionA(Mmsi, 0, position, Knots, course, course, utc.Second);
        }
        if (Due(second, 60, turn))
            yield return AisMessages.StaticA(Mmsi, Imo, Callsign, Name, Type, Hull, utc.Date.AddDays(1).AddHours(6), Draught, Destination);
    }
}

sealed record Yacht(int Mmsi, string Name, DemoRoute Route, double Knots, double Start, string Callsign, int Type, Hull Hull) : Mover(Mmsi, Name, Route, Knots, Start)
{
    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn)
    {
        if (Due(second, 30, turn))
        {
            var (position, course) = Where(second);
            yield return AisMessages.PositionB(Mmsi, position, Knots, course, course, utc.Second);
        }
        if (Due(second, 60, turn))
        {
            yield return AisMessages.NameB(Mmsi, Name);
            yield return AisMessages.StaticB(Mmsi, Type, Callsign, Hull);
        }
    }
}

sealed record Helicopter(int Mmsi, string Name, DemoRoute Route, double Knots, double Start, int Altitude) : Mover(Mmsi, Name, Route, Knots, Start)
{
    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn)
    {
        if (!Due(second, 10, turn))
            yield break;
        var (position, course) = Where(second);
        yield return AisMessages.Aircraft(Mmsi, Altitude, position, Knots, course, utc.Second);
    }
}

/// <summary>A ship at anchor: she swings, and says that she is anchored (navigational status 1).</summary>
sealed record Anchored(int Mmsi, string Name, GeoPoint Position, int Imo, string Callsign, int Type, Hull Hull, double Draught) : Target(Mmsi, Name)
{
    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn)
    {
        var heading = 225 + (15 * Math.Sin(Math.Tau * second / 700));
        if (Due(second, 30, turn))
            yield return AisMessages.PositionA(Mmsi, 1, Position, 0, heading, heading, utc.Second);
        if (Due(second, 60, turn))
            yield return AisMessages.StaticA(Mmsi, Imo, Callsign, Name, Type, Hull, utc.Date.AddDays(2), Draught, "FOR ORDERS");
    }
}

sealed record Lighthouse(int Mmsi, string Name, GeoPoint Position) : Target(Mmsi, Name)
{
    /// <summary>A fixed light, without sectors.</summary>
    const int Light = 5;

    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn) =>
        Due(second, 60, turn) ? [AisMessages.Aid(Mmsi, Light, Name, Position, utc.Second)] : [];
}

sealed record ShoreStation(int Mmsi, string Name, GeoPoint Position) : Target(Mmsi, Name)
{
    public override IEnumerable<AisBits> At(long second, DateTime utc, int turn) =>
        Due(second, 10, turn) ? [AisMessages.BaseStation(Mmsi, Position, utc)] : [];
}

namespace SignalK.Appliance.Demo;

/// <summary>The sentences that the boat's instruments send: a GPS (GP), instruments (II), an echo sounder (SD), an engine (RP).</summary>
static class BoatSentences
{
    const double Knot = 1852.0 / 3600;
    const double Mile = 1852;

    /// <param name="second">Seconds under way, whole; what comes seldom comes when it divides.</param>
    public static IEnumerable<string> At(in BoatState boat, DateTime utc, long second)
    {
        List<string> lines = [];
        Navigation(lines, boat, utc, second);
        Instruments(lines, boat, second);
        Steering(lines, boat);
        return lines;
    }

    static void Navigation(List<string> lines, in BoatState boat, DateTime utc, long second)
    {
        var (lat, lon) = (SentenceText.Latitude(boat.Position.Latitude), SentenceText.Longitude(boat.Position.Longitude));
        var (speed, course) = (boat.Ground.Speed / Knot, boat.Ground.Direction);
        var magnetic = Angle.Positive(course - DemoBoat.Variation);
        Add(lines, $"GPRMC,{utc:HHmmss.ff},A,{lat},{lon},{speed:F2},{course:F1},{utc:ddMMyy},{DemoBoat.Variation:F1},E,A");
        Add(lines, $"GPGGA,{utc:HHmmss.ff},{lat},{lon},1,11,0.8,3.2,M,17.6,M,,");
        Add(lines, $"GPVTG,{course:F1},T,{magnetic:F1},M,{speed:F2},N,{boat.Ground.Speed * 3.6:F2},K,A");
        if (second % 5 == 0)
        {
            Add(lines, $"GPZDA,{utc:HHmmss.ff},{utc:dd,MM,yyyy},00,00");
            Add(lines, $"GPGSA,A,3,02,05,07,09,13,16,20,26,29,30,31,,1.5,0.8,1.2");
            Satellites(lines, second);
        }
    }

    static void Satellites(List<string> lines, long second)
    {
        int[] numbers = [2, 5, 7, 9, 13, 16, 20, 26, 29, 30, 31];
        const int PerSentence = 4;
        var sentences = (numbers.Length + PerSentence - 1) / PerSentence;
        for (var i = 0; i < sentences; i++)
        {
            var group = numbers.Skip(i * PerSentence).Take(PerSentence).Select(number =>
            {
                // Half a sidereal day from one horizon to the other.
                var phase = ((second / 43_082.0) + (number / 32.0)) * Math.Tau;
                var elevation = 12 + (int)(70 * Math.Abs(Math.Sin(phase)));
                var azimuth = (int)Angle.Positive((number * 37) + (second / 240.0));
                return FormattableString.Invariant($",{number:00},{elevation:00},{azimuth:000},{30 + (elevation / 6)}");
            });
            Add(lines, $"GPGSV,{sentences},{i + 1},{numbers.Length:00}{string.Concat(group)}");
        }
    }

    static void Instruments(List<string> lines, in BoatState boat, long second)
    {
        var magnetic = Angle.Positive(boat.Heading - DemoBoat.Variation);
        var (apparent, trueWind) = (From(boat.ApparentWind) - boat.Heading, From(boat.TrueWind) - boat.Heading);
        Add(lines, $"IIHDG,{magnetic:F1},,,{DemoBoat.Variation:F1},E");
        Add(lines, $"IIROT,{boat.RateOfTurn:F1},A");
        Add(lines, $"IIVHW,{boat.Heading:F1},T,{magnetic:F1},M,{boat.ThroughWater / Knot:F2},N,{boat.ThroughWater * 3.6:F2},K");
        Add(lines, $"IIMWV,{Angle.Positive(apparent):F1},R,{boat.ApparentWind.Speed:F1},M,A");
        Add(lines, $"IIMWV,{Angle.Positive(trueWind):F1},T,{boat.TrueWind.Speed:F1},M,A");
        Add(lines, $"SDDPT,{boat.Depth:F1},0.4,100");
        Add(lines, $"RPRPM,E,1,{boat.Revolutions:F0},,A");
        Add(lines, $"IIXDR,A,{boat.Heel:F1},D,ROLL,A,{boat.Pitch:F1},D,PITCH");
        if (second % 5 == 0)
        {
            var wind = From(boat.GroundWind);
            Add(lines, $"IIMWD,{wind:F1},T,{Angle.Positive(wind - DemoBoat.Variation):F1},M,{boat.GroundWind.Speed / Knot:F1},N,{boat.GroundWind.Speed:F1},M");
            Add(lines, $"IIMTW,{boat.WaterTemperature:F1},C");
            Add(lines, $"IIVLW,{8412 + (boat.Log / Mile):F2},N,{boat.Log / Mile % 1000:F2},N");
            Add(lines, $"IIXDR,C,{boat.AirTemperature:F1},C,AIRTEMP,P,{boat.Pressure:F4},B,BARO");
        }
    }

    static void Steering(List<string> lines, in BoatState boat)
    {
        var waypoints = DemoBoat.Route.Waypoints;
        var (to, from) = (waypoints[boat.NextWaypoint], waypoints[(boat.NextWaypoint + waypoints.Count - 1) % waypoints.Count]);
        var leg = from.BearingTo(to);
        var (bearing, distance) = (boat.Position.BearingTo(to), boat.Position.DistanceTo(to));
        // Positive to the right of the leg: the boat is to steer to the left.
        var offTrack = from.DistanceTo(boat.Position) * Math.Sin(double.DegreesToRadians(from.BearingTo(boat.Position) - leg)) / Mile;
        var steer = offTrack > 0 ? 'L' : 'R';
        var (name, origin) = ($"WP{boat.NextWaypoint + 1}", $"WP{((boat.NextWaypoint + waypoints.Count - 1) % waypoints.Count) + 1}");
        var closing = boat.Ground.Speed * Math.Cos(double.DegreesToRadians(bearing - boat.Ground.Direction)) / Knot;
        var (lat, lon) = (SentenceText.Latitude(to.Latitude), SentenceText.Longitude(to.Longitude));
        Add(lines, $"GPRMB,A,{Math.Abs(offTrack):F2},{steer},{origin},{name},{lat},{lon},{distance / Mile:F2},{bearing:F1},{closing:F1},V,A");
        Add(lines, $"GPAPB,A,A,{Math.Abs(offTrack):F2},{steer},N,V,V,{leg:F1},T,{name},{bearing:F1},T,{bearing:F1},T,A");
    }

    /// <summary>Winds are named for where they come from.</summary>
    static double From(Velocity air) => Angle.Positive(air.Direction + 180);

    static void Add(List<string> lines, FormattableString body) => lines.Add(SentenceText.Complete(body));
}

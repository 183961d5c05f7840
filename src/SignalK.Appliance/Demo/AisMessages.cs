namespace SignalK.Appliance.Demo;

/// <summary>The AIS messages that the demo's traffic sends, as VDM sentences. Speeds in knots, angles in true degrees.</summary>
static class AisMessages
{
    /// <summary>Payload characters in one VDM: what leaves the sentence within 82 characters.</summary>
    const int LongestPayload = 60;

    /// <summary>Message 1: a class A position report.</summary>
    public static AisBits PositionA(int mmsi, int status, GeoPoint position, double speed, double course, double heading, int second) => new AisBits()
        .Add(1, 6).Add(0, 2).Add(mmsi, 30).Add(status, 4).Add(0, 8).Add(Tenths(speed), 10).Add(1, 1).Add(position)
        .Add(Tenths(course) % 3600, 12).Add((long)Math.Round(heading) % 360, 9).Add(second, 6).Add(0, 2).Add(0, 3).Add(0, 1).Add(0, 19);

    /// <summary>Message 4: a base station's time and place.</summary>
    public static AisBits BaseStation(int mmsi, GeoPoint position, DateTime utc) => new AisBits()
        .Add(4, 6).Add(0, 2).Add(mmsi, 30).Add(utc.Year, 14).Add(utc.Month, 4).Add(utc.Day, 5).Add(utc.Hour, 5).Add(utc.Minute, 6).Add(utc.Second, 6)
        .Add(1, 1).Add(position).Add(7, 4).Add(0, 10).Add(0, 1).Add(0, 19);

    /// <summary>Message 5: a class A vessel's static and voyage data.</summary>
    public static AisBits StaticA(int mmsi, int imo, string callsign, string name, int type, Hull hull, DateTime eta, double draught, string destination) => new AisBits()
        .Add(5, 6).Add(0, 2).Add(mmsi, 30).Add(0, 2).Add(imo, 30).Add(callsign, 7).Add(name, 20).Add(type, 8)
        .Add(hull.Bow, 9).Add(hull.Stern, 9).Add(hull.Port, 6).Add(hull.Starboard, 6).Add(1, 4)
        .Add(eta.Month, 4).Add(eta.Day, 5).Add(eta.Hour, 5).Add(eta.Minute, 6).Add(Tenths(draught), 8).Add(destination, 20).Add(0, 1).Add(0, 1);

    /// <summary>Message 9: a search and rescue aircraft; altitude in metres.</summary>
    public static AisBits Aircraft(int mmsi, int altitude, GeoPoint position, double speed, double course, int second) => new AisBits()
        .Add(9, 6).Add(0, 2).Add(mmsi, 30).Add(altitude, 12).Add((long)Math.Round(speed), 10).Add(1, 1).Add(position)
        .Add(Tenths(course) % 3600, 12).Add(second, 6).Add(0, 8).Add(0, 1).Add(0, 3).Add(0, 1).Add(0, 1).Add(0, 20);

    /// <summary>Message 18: a class B position report.</summary>
    public static AisBits PositionB(int mmsi, GeoPoint position, double speed, double course, double heading, int second) => new AisBits()
        .Add(18, 6).Add(0, 2).Add(mmsi, 30).Add(0, 8).Add(Tenths(speed), 10).Add(1, 1).Add(position)
        .Add(Tenths(course) % 3600, 12).Add((long)Math.Round(heading) % 360, 9).Add(second, 6).Add(0, 2).Add(1, 1).Add(0, 1).Add(1, 1).Add(1, 1).Add(1, 1).Add(0, 1).Add(0, 1).Add(0, 20);

    /// <summary>Message 21: an aid to navigation.</summary>
    public static AisBits Aid(int mmsi, int type, string name, GeoPoint position, int second) => new AisBits()
        .Add(21, 6).Add(0, 2).Add(mmsi, 30).Add(type, 5).Add(name, 20).Add(1, 1).Add(position)
        .Add(0, 30).Add(1, 4).Add(second, 6).Add(0, 1).Add(0, 8).Add(0, 1).Add(0, 1).Add(0, 1).Add(0, 1);

    /// <summary>Message 24, part A: a class B vessel's name.</summary>
    public static AisBits NameB(int mmsi, string name) => new AisBits().Add(24, 6).Add(0, 2).Add(mmsi, 30).Add(0, 2).Add(name, 20).Add(0, 8);

    /// <summary>Message 24, part B: its type, call sign and size.</summary>
    public static AisBits StaticB(int mmsi, int type, string callsign, Hull hull) => new AisBits()
        .Add(24, 6).Add(0, 2).Add(mmsi, 30).Add(1, 2).Add(type, 8).Add("", 7).Add(callsign, 7)
        .Add(hull.Bow, 9).Add(hull.Stern, 9).Add(hull.Port, 6).Add(hull.Starboard, 6).Add(0, 6);

    /// <param name="message">Tells the parts of one long message from those of another: 0 to 9.</param>
    public static IEnumerable<string> Sentences(AisBits bits, int message, char channel)
    {
        var (payload, fill) = bits.Armour();
        var parts = (payload.Length + LongestPayload - 1) / LongestPayload;
        for (var i = 0; i < parts; i++)
        {
            var part = payload[(i * LongestPayload)..Math.Min(payload.Length, (i + 1) * LongestPayload)];
            var id = parts == 1 ? "" : (message % 10).ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return SentenceText.Complete($"AIVDM,{parts},{i + 1},{id},{channel},{part},{(i == parts - 1 ? fill : 0)}", '!');
        }
    }

    static long Tenths(double value) => (long)Math.Round(value * 10);
}

/// <summary>Metres from the antenna to each side of a hull.</summary>
readonly record struct Hull(int Bow, int Stern, int Port, int Starboard);

namespace SignalK.TestKit;

/// <summary>Sentences for tests, with right checksums.</summary>
public static class Sentences
{
    /// <summary>A whole sentence from its body: <c>SDDBT,…</c> becomes <c>$SDDBT,…*hh</c>.</summary>
    public static string Make(string body, char start = '$') => $"{start}{body}*{body.Aggregate(0, static (sum, c) => sum ^ c):X2}";

    /// <summary>Depth below the transducer.</summary>
    public static string Depth(double metres) => Make(FormattableString.Invariant($"SDDBT,,f,{metres:0.0},M,,F"));

    /// <summary>Position, course and speed at a time of 15 June 2026.</summary>
    public static string Fix(TimeSpan time, double latitude, double longitude) => Make(FormattableString.Invariant(
        $"GPRMC,{time:hhmmss},A,{Degrees(latitude, 2)},{(latitude < 0 ? 'S' : 'N')},{Degrees(longitude, 3)},{(longitude < 0 ? 'W' : 'E')},5.0,90.0,150626,,,A"));

    private static string Degrees(double value, int digits)
    {
        var whole = Math.Floor(Math.Abs(value));
        return FormattableString.Invariant($"{whole.ToString(new string('0', digits))}{(Math.Abs(value) - whole) * 60:00.0000}");
    }
}

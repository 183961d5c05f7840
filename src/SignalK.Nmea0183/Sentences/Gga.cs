using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>GGA: GPS fix. With quality 0 there is no position, whatever stands in the fields.</summary>
static class Gga
{
    private static readonly string[] s_qualities =
    [
        "no GPS", "GNSS Fix", "DGNSS fix", "Precise GNSS", "RTK fixed integer", "RTK float", "Estimated (DR) mode",
        "Manual input", "Simulator mode", "Error",
    ];

    /// <summary>The number of a quality; 1 for a fix that nobody describes.</summary>
    public static int Quality(string? name) => Math.Max(1, Array.IndexOf(s_qualities, name));

    public static ParseResult Parse(in Sentence s)
    {
        // 0 time, 1-4 position, 5 quality, 6 satellites, 7 HDOP, 8 altitude, 10 geoid, 12 age of corrections, 13 their station
        var quality = s.Whole(5);
        if (quality < 0 || quality >= s_qualities.Length)
        {
            return ParseResult.Nothing; // the standard allows no empty quality; without it nothing here can be trusted
        }

        var update = s.Update(s.TryTime(0, out var time) ? s.Parser.Clock.Join(time) : default);
        if (quality == 0)
        {
            s.Parser.Fixes.Lose(s.Header);
            update
                .Add(Paths.Position, SkValue.Null)
                .Add(Paths.MethodQuality, s_qualities[0])
                .Add(Paths.Satellites, s.NumberOrZero(6));
            return ParseResult.Delta;
        }

        update
            .Add(Paths.Position, s.Parser.Fixes.Believes(s.Header, quality, s.NumberOrZero(6)) ? s.Position(1) : null)
            .Add(Paths.MethodQuality, s_qualities[quality])
            .Add(Paths.Satellites, s.NumberOrZero(6))
            .Add(Paths.AntennaAltitude, s.NumberOrZero(8))
            .Add(Paths.HorizontalDilution, s.NumberOrZero(7))
            .Add(Paths.GeoidalSeparation, s.NumberOrZero(10))
            .Add(Paths.DifferentialAge, s.NumberOrZero(12))
            .Add(Paths.DifferentialReference, s.NumberOrZero(13));
        return ParseResult.Delta;
    }
}

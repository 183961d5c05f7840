using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>GNS: fix of several satellite systems, one letter of mode for each.</summary>
static class Gns
{
    private static readonly SkPath s_status = SkPath.Of("navigation.gnss.status");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 time, 1-4 position, 5 modes, 6 satellites, 7 HDOP, 8 altitude, 9 geoid, 10 age of corrections, 11 station, 12 status
        var modes = s[5];
        if (modes.IsEmpty)
        {
            return ParseResult.Nothing; // never empty in a valid sentence
        }

        var fix = modes.ContainsAnyExcept((byte)'N', (byte)'n') && s.Letter(12) != 'V';
        s.Parser.Fixes.Set(s.Header, fix);
        s.Update(s.TryTime(0, out var time) ? s.Parser.Clock.Join(time) : default)
            .Add(Paths.Position, fix ? s.Position(1) : null)
            .Add(Paths.MethodQuality, s.Parser.Modes.Get(modes))
            .Add(Paths.Satellites, s.NumberOrZero(6))
            .Add(Paths.AntennaAltitude, s.NumberOrZero(8))
            .Add(Paths.HorizontalDilution, s.NumberOrZero(7))
            .Add(Paths.GeoidalSeparation, s.NumberOrZero(9))
            .Add(Paths.DifferentialAge, s.NumberOrZero(10))
            .Add(Paths.DifferentialReference, s.NumberOrZero(11))
            .Add(s_status, s.Letter(12) switch
            {
                'S' => "Safe",
                'C' => "Caution",
                'U' => "Unsafe",
                'V' => "Not Valid",
                _ => null,
            });
        return ParseResult.Delta;
    }
}

/// <summary>The object that GNS modes become, kept while they stay the same: they hardly ever change.</summary>
sealed class FixModes
{
    private static readonly string[] s_systems = ["GPS", "GLONASS", "Galileo", "BeiDou", "QZSS"];

    private readonly byte[] _modes = new byte[s_systems.Length];
    private int _count;
    private SkRecord? _record;

    public SkRecord Get(ReadOnlySpan<byte> modes)
    {
        modes = modes[..Math.Min(modes.Length, s_systems.Length)];
        if (_record is null || !modes.SequenceEqual(_modes.AsSpan(0, _count)))
        {
            modes.CopyTo(_modes);
            _count = modes.Length;
            var members = new (string, SkValue)[_count];
            for (var i = 0; i < _count; i++)
            {
                members[i] = (s_systems[i], Name(modes[i]));
            }

            _record = new SkRecord(members);
        }

        return _record;
    }

    private static string? Name(byte mode) => (char)mode switch
    {
        'A' => "Autonomous",
        'D' => "Differential",
        'E' => "Estimated",
        'F' => "RTK Float",
        'M' => "Manual",
        'N' => "No Valid Fix",
        'P' => "Precise",
        'R' => "RTK Integer",
        'S' => "Simulator",
        _ => null,
    };
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Model;
using SignalK.Nmea0183.Framing;
using Xunit.Abstractions;

namespace SignalK.Nmea0183.Tests.Conformance;

/// <summary>Logs of real receivers and a real boat, against what gpsd decodes of them.</summary>
public sealed class RecordingTests(ITestOutputHelper output)
{
    private const string File = "fixtures/recordings.tar.xz";
    private const double Near = 1e-5; // degrees

    [SharedFact(File)]
    public void Parse_LogsOfReceivers_PositionsAreThoseOfGpsd()
    {
        using var recordings = Recordings.Unpack(Repository.Shared(File));
        var (ours, oursFound, theirs, theirsFound, logs) = (0, 0, 0, 0, 0);
        foreach (var log in Directory.GetFiles(Path.Combine(recordings.Folder, "gpsd"), "*.log").Order(StringComparer.Ordinal))
        {
            logs++;
            var mine = Decode(log).Positions;
            var gpsd = GpsdPositions(log + ".chk");
            var known = new Grid(gpsd);
            var published = new Grid(mine);
            var distinct = gpsd.Distinct().ToList();
            var (a, b) = (mine.Count(known.Has), distinct.Count(published.Has));
            (ours, oursFound, theirs, theirsFound) = (ours + mine.Count, oursFound + a, theirs + distinct.Count, theirsFound + b);
            if (a < mine.Count || b < distinct.Count)
            {
                output.WriteLine($"{Path.GetFileName(log)}: ours {mine.Count}, at gpsd {a}; gpsd distinct {distinct.Count}, at ours {b}");
            }
        }

        output.WriteLine($"{logs} logs: {oursFound} of {ours} own positions are gpsd's ({100.0 * oursFound / ours:F2} %), "
            + $"{theirsFound} of gpsd's {theirs} distinct ones are ours ({100.0 * theirsFound / theirs:F2} %)");
        Assert.True(oursFound >= 0.995 * ours);
        Assert.True(theirsFound >= 0.99 * theirs);
    }

    [SharedFact(File)]
    public void Parse_AisTraffic_HasEveryTargetOfGpsd()
    {
        using var recordings = Recordings.Unpack(Repository.Shared(File));
        var log = Path.Combine(recordings.Folder, "gpsd", "ais-nmea.log");
        var targets = Decode(log).Targets;
        var (expected, fields) = (0, 0);
        var missing = new List<string>();
        foreach (var report in Reports(log + ".chk", "AIS"))
        {
            expected++;
            var mmsi = report.GetProperty("mmsi").GetInt32();
            foreach (var (field, holds) in Expectations(report))
            {
                fields++;
                if (!targets.TryGetValue(mmsi, out var values) || !values.Exists(holds))
                {
                    missing.Add($"{mmsi} type {report.GetProperty("type")}: {field}");
                }
            }
        }

        output.WriteLine($"{expected} reports of gpsd on {targets.Count} targets, {fields} fields, missing {missing.Count}");
        missing.ForEach(output.WriteLine);
        Assert.Empty(missing);
        Assert.True(expected > 100);
    }

    [SharedFact(File)]
    public void Parse_LogOfASailingBoat_EverySentenceIsUnderstood()
    {
        using var recordings = Recordings.Unpack(Repository.Shared(File));
        var decoded = Decode(Path.Combine(recordings.Folder, "plaka.nmea"));
        foreach (var result in Enum.GetValues<ParseResult>())
        {
            output.WriteLine($"{result}: {decoded.Counters[result]}");
        }

        Assert.Equal(0, decoded.Counters[ParseResult.Unknown]);
        Assert.True(decoded.Counters[ParseResult.Delta] > 55_000);
        Assert.Equal(decoded.Counters.Lines, decoded.Counters[ParseResult.Delta] + decoded.Counters[ParseResult.Nothing]);
    }

    private static Decoded Decode(string log)
    {
        var parser = new Nmea0183Parser(Nmea0183Options.Default, new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        var decoded = new Decoded(parser.Counters);
        var framer = new LineFramer();
        var delta = new Delta();
        var reader = framer.Read([.. System.IO.File.ReadAllBytes(log), (byte)'\n']);
        while (reader.TryRead(out var line))
        {
            if (parser.Parse(line, delta) == ParseResult.Delta)
            {
                decoded.Take(delta);
            }
        }

        return decoded;
    }

    private static List<(double Latitude, double Longitude)> GpsdPositions(string check) =>
        [.. Reports(check, "TPV")
            .Where(r => r.TryGetProperty("lat", out _) && r.TryGetProperty("lon", out _))
            .Select(r => (r.GetProperty("lat").GetDouble(), r.GetProperty("lon").GetDouble()))];

    private static IEnumerable<JsonElement> Reports(string check, string kind)
    {
        foreach (var line in System.IO.File.ReadLines(check))
        {
            if (line.StartsWith($"{{\"class\":\"{kind}\"", StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(line);
                yield return document.RootElement.Clone();
            }
        }
    }

    // gpsd gives AIS raw or scaled; in these files scaled numbers are absent where the station marks them as not available.
    private static IEnumerable<(string Field, Predicate<PathValue> Holds)> Expectations(JsonElement report)
    {
        var scaled = report.GetProperty("scaled").GetBoolean();
        if (Number(report, "lat") is { } lat && Number(report, "lon") is { } lon)
        {
            var (latitude, longitude) = scaled ? (lat, lon) : (lat / 600_000, lon / 600_000);
            if (Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
            {
                yield return ("position", v => v.Value.Object is SkPosition p && Math.Abs(p.Latitude - latitude) < Near && Math.Abs(p.Longitude - longitude) < Near);
            }
        }

        if (Number(report, "speed") is { } speed && speed < (scaled ? 102.3 : 1023))
        {
            var metres = (scaled ? speed : speed / 10) * 1852 / 3600;
            yield return ("speed", v => v.Path.Name == "navigation.speedOverGround" && Math.Abs(v.Value.Number - metres) < 1e-3);
        }

        if (Number(report, "course") is { } course && course < (scaled ? 360 : 3600))
        {
            var radians = (scaled ? course : course / 10) * Math.PI / 180;
            yield return ("course", v => v.Path.Name == "navigation.courseOverGroundTrue" && Math.Abs(v.Value.Number - radians) < 1e-3);
        }

        if (Number(report, "heading") is { } heading and < 360)
        {
            yield return ("heading", v => v.Path.Name == "navigation.headingTrue" && Math.Abs(v.Value.Number - (heading * Math.PI / 180)) < 1e-3);
        }

        if (report.TryGetProperty("shipname", out var name) && name.GetString() is { Length: > 0 } text)
        {
            yield return ("name", v => v.Path == SkPath.Root && v.Value.Object?.Get("name")?.Text == text.Trim());
        }
    }

    private static double? Number(JsonElement report, string name) =>
        report.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private sealed class Decoded(Nmea0183Counters counters)
    {
        public Nmea0183Counters Counters => counters;

        public List<(double Latitude, double Longitude)> Positions { get; } = [];

        public Dictionary<int, List<PathValue>> Targets { get; } = [];

        public void Take(Delta delta)
        {
            for (var i = 0; i < delta.Count; i++)
            {
                foreach (var value in delta[i].Values)
                {
                    if (delta.Context is { } context)
                    {
                        var mmsi = int.Parse(context.Split(':')[4]);
                        (Targets.TryGetValue(mmsi, out var list) ? list : Targets[mmsi] = []).Add(value);
                    }
                    else if (value.Path.Name == "navigation.position" && value.Value.Object is SkPosition position)
                    {
                        Positions.Add((position.Latitude, position.Longitude));
                    }
                }
            }
        }
    }

    /// <summary>Answers whether a position lies near one of many.</summary>
    private sealed class Grid(IEnumerable<(double Latitude, double Longitude)> positions)
    {
        private readonly ILookup<(long, long), (double Latitude, double Longitude)> _cells = positions.ToLookup(p => Cell(p.Latitude, p.Longitude));

        public bool Has((double Latitude, double Longitude) position)
        {
            var (row, column) = Cell(position.Latitude, position.Longitude);
            for (var r = row - 1; r <= row + 1; r++)
            {
                for (var c = column - 1; c <= column + 1; c++)
                {
                    if (_cells[(r, c)].Any(p => Math.Abs(p.Latitude - position.Latitude) <= Near && Math.Abs(p.Longitude - position.Longitude) <= Near))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private static (long, long) Cell(double latitude, double longitude) => ((long)Math.Floor(latitude / Near), (long)Math.Floor(longitude / Near));
    }
}

/// <summary>The unpacked archive, gone with the test.</summary>
sealed class Recordings : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("recordings");

    public string Folder => Path.Combine(_root.FullName, "recordings");

    public static Recordings Unpack(string archive)
    {
        var recordings = new Recordings();
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-xJf", archive, "-C", recordings._root.FullName]))
            ?? throw new Win32Exception("tar did not start");
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return recordings;
    }

    public void Dispose() => _root.Delete(recursive: true);
}

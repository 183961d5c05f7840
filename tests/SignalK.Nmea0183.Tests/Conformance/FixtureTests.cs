using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Model;
using Xunit.Abstractions;

namespace SignalK.Nmea0183.Tests.Conformance;

/// <summary>What the reference server makes of 781 sentences and groups, against what we do.</summary>
public sealed class FixtureTests(ITestOutputHelper output)
{
    private const string File = "fixtures/nmea0183.jsonl";
    private const double Tolerance = 1e-6;

    private static readonly DateTimeOffset s_now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Differences we stand by; each has its reason in docs/conformance.md.</summary>
    private static readonly HashSet<string> s_accepted =
    [
        "$GPRMC,,V,,,,,,,,,,N*53",
        "$ECRMB,,,,,,,,,,,,,*77",
        "$GPRMB,,,,,,,,,,,,,,N*04",
        "$IIVDR,,,,,,N*0E",
    ];

    [SharedFact(File)]
    public void Parse_EveryFixture_EqualsTheReferenceOrIsListed()
    {
        var (withDelta, equal) = (0, 0);
        var differences = new List<string>();
        foreach (var line in System.IO.File.ReadLines(Repository.Shared(File)))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var key = root.TryGetProperty("sentences", out var group) ? group[0].GetString()! : root.GetProperty("sentence").GetString()!;
            var hasDelta = root.GetProperty("delta").ValueKind == JsonValueKind.Object;
            var difference = Compare(root);
            withDelta += hasDelta ? 1 : 0;
            equal += hasDelta && difference is null ? 1 : 0;
            if (difference is not null)
            {
                var listed = s_accepted.Contains(key);
                output.WriteLine($"{(listed ? "listed" : "UNLISTED")} {key}\n    {difference}");
                if (!listed)
                {
                    differences.Add(key);
                }
            }
        }

        output.WriteLine($"cases with a delta: {withDelta}, equal: {equal} ({100.0 * equal / withDelta:F2} %)");
        Assert.Empty(differences);
        Assert.True(equal >= 0.99 * withDelta);
    }

    /// <summary>What one case leaves behind in the parser must not show in the next.</summary>
    [SharedFact(File)]
    public void Parse_AllFixturesWithOneParser_StateChangesNothing()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Live = true }, new FakeTimeProvider(s_now));
        var (cases, equal) = (0, 0);
        foreach (var line in System.IO.File.ReadLines(Repository.Shared(File)))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.TryGetProperty("options", out _))
            {
                continue;
            }

            cases++;
            var difference = Compare(root, parser);
            equal += difference is null ? 1 : 0;
            if (difference is not null)
            {
                output.WriteLine($"{(root.TryGetProperty("sentences", out var group) ? group[0] : root.GetProperty("sentence"))}\n    {difference}");
            }
        }

        output.WriteLine($"cases: {cases}, equal: {equal} ({100.0 * equal / cases:F2} %)");
        Assert.True(equal >= 0.97 * cases);
    }

    private static string? Compare(JsonElement root)
    {
        var validate = !root.TryGetProperty("options", out var options) || !options.TryGetProperty("validateChecksum", out var flag) || flag.GetBoolean();
        return Compare(root, new Nmea0183Parser(new Nmea0183Options { ChecksumRequired = validate }, new FakeTimeProvider(s_now)));
    }

    private static string? Compare(JsonElement root, Nmea0183Parser parser)
    {
        if (!root.TryGetProperty("sentences", out var sentences))
        {
            return Difference(parser, root.GetProperty("sentence").GetString()!, root.GetProperty("delta"));
        }

        var deltas = root.GetProperty("deltas");
        for (var i = 0; i < sentences.GetArrayLength(); i++)
        {
            if (Difference(parser, sentences[i].GetString()!, deltas[i]) is { } difference)
            {
                return $"[{i}] {difference}";
            }
        }

        return null;
    }

    private static string? Difference(Nmea0183Parser parser, string sentence, JsonElement expected)
    {
        var delta = new Delta();
        var result = parser.Parse(Encoding.UTF8.GetBytes(sentence), delta);
        if (expected.ValueKind == JsonValueKind.String)
        {
            return result is ParseResult.NotASentence or ParseResult.BadChecksum or ParseResult.Void ? null : $"an error is expected: {result}";
        }

        if (expected.ValueKind == JsonValueKind.Null)
        {
            return result is ParseResult.Nothing or ParseResult.Unknown or ParseResult.Malformed ? null : $"nothing is expected: {result} {Json(delta)}";
        }

        if (!expected.TryGetProperty("updates", out var updates))
        {
            return result == ParseResult.Empty ? null : $"an empty delta is expected: {result}";
        }

        if (result != ParseResult.Delta)
        {
            return $"a delta is expected: {result}";
        }

        using var actual = JsonDocument.Parse(Json(delta));
        return CompareDelta(expected, updates, actual.RootElement) is { } difference ? $"{difference}\n    {Json(delta)}" : null;
    }

    private static string? CompareDelta(JsonElement expected, JsonElement updates, JsonElement actual)
    {
        if (Text(expected, "context") != Text(actual, "context"))
        {
            return $"context {Text(expected, "context")}";
        }

        var ours = actual.GetProperty("updates");
        if (updates.GetArrayLength() != ours.GetArrayLength())
        {
            return "number of updates";
        }

        for (var i = 0; i < ours.GetArrayLength(); i++)
        {
            var (theirs, mine) = (updates[i], ours[i]);
            if (!Same(theirs.GetProperty("source"), mine.GetProperty("source")) || Text(theirs, "timestamp") != Text(mine, "timestamp"))
            {
                return $"source or timestamp {Text(theirs, "timestamp")}";
            }

            if (CompareValues(theirs.GetProperty("values"), mine.GetProperty("values")) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? CompareValues(JsonElement theirs, JsonElement mine)
    {
        var left = mine.EnumerateArray().ToList();
        foreach (var entry in theirs.EnumerateArray())
        {
            var path = Text(entry, "path");
            var found = left.FindIndex(v => Text(v, "path") == path && SameValue(entry, v));
            if (found < 0)
            {
                return $"missing {entry}";
            }

            left.RemoveAt(found);
        }

        return left.Count == 0 ? null : $"extra {left[0]}";
    }

    // A value that the reference leaves undefined is gone from its JSON; ours is null.
    private static bool SameValue(JsonElement theirs, JsonElement mine) => theirs.TryGetProperty("value", out var value)
        ? Same(value, mine.GetProperty("value"))
        : mine.GetProperty("value").ValueKind == JsonValueKind.Null;

    private static bool Same(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind)
        {
            return false;
        }

        switch (a.ValueKind)
        {
            case JsonValueKind.Number:
                var (x, y) = (a.GetDouble(), b.GetDouble());
                return x == y || Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y));
            case JsonValueKind.Object:
                var members = a.EnumerateObject().ToList();
                return members.Count == b.EnumerateObject().Count() && members.TrueForAll(m => b.TryGetProperty(m.Name, out var other) && Same(m.Value, other));
            case JsonValueKind.Array:
                return a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(p => Same(p.First, p.Second));
            default:
                return a.ToString() == b.ToString();
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Json(Delta delta)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            DeltaWriter.WriteBare(writer, delta);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

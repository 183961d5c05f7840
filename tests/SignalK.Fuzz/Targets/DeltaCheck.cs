using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Fuzz.Targets;

/// <summary>What every delta of the codec promises: valid JSON, positions on the globe, no number that is none.</summary>
static class DeltaCheck
{
    public static void Verify(ParseResult result, Delta delta)
    {
        if ((result == ParseResult.Delta) != (delta.Count > 0))
        {
            throw new InvalidOperationException($"{result} with {delta.Count} updates");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            DeltaWriter.WriteBare(writer, delta);
        }

        using var _ = JsonDocument.Parse(buffer.WrittenMemory);
        for (var i = 0; i < delta.Count; i++)
        {
            foreach (var value in delta[i].Values)
            {
                if (value.Value.Object is SkPosition p && !(Math.Abs(p.Latitude) <= 90 && Math.Abs(p.Longitude) <= 180))
                {
                    throw new InvalidOperationException($"position {p}");
                }
            }
        }
    }
}

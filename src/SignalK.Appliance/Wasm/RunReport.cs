using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">What the process returns.</param>
/// <param name="Error">Why nothing was run, or null.</param>
sealed record RunReport(int ExitCode, string? Error = null)
{
    /// <summary>The engine that ran it; null when it did not come so far.</summary>
    public string? Engine { get; init; }

    public WasmOutcome Outcome { get; init; }

    public IReadOnlyList<(WasmValueType Type, WasmValue Value)> Results { get; init; } = [];

    /// <summary>At the end, of the exported memory.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Of the call alone.</summary>
    public TimeSpan Elapsed { get; init; }

    string? Trap => Outcome.Trap switch
    {
        WasmTrap.None => null,
        WasmTrap.Exit => Outcome.ToString(),
        var trap => trap.ToText(),
    };

    /// <summary>One line.</summary>
    public void WriteJson(Stream output)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("engine"u8, Engine);
            json.WriteStartArray("results"u8);
            foreach (var (type, value) in Results) ValueText.Write(json, value, type);
            json.WriteEndArray();
            json.WriteString("trap"u8, Trap);
            json.WriteNumber("fuelUsed"u8, Outcome.FuelUsed);
            json.WriteNumber("memoryBytes"u8, MemoryBytes);
            json.WriteNumber("elapsedMs"u8, Math.Round(Elapsed.TotalMilliseconds, 3));
            if (Error is not null) json.WriteString("error"u8, Error);
            json.WriteEndObject();
        }
        output.Write(buffer.WrittenSpan);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    /// <summary>Results on standard output, what went wrong on standard error.</summary>
    public void WriteText(TextWriter output, TextWriter error)
    {
        foreach (var (type, value) in Results) output.WriteLine(ValueText.ForPeople(value, type));
        if (Error is not null) error.WriteLine($"signalk: {Error}");
        else if (Outcome.Trap is not (WasmTrap.None or WasmTrap.Exit)) error.WriteLine($"signalk: trap: {Outcome}");
    }
}

using SignalK.Wasm;

namespace SignalK.Plugins.Limits;

/// <summary>
/// What one plugin may use, fixed by the operator and never by the plugin: <c>wasm.limits</c> of settings.json for all,
/// <c>wasm.plugins.ID.limits</c> for one. How to add a limit: a property with its default and reason here, a line in
/// <see cref="PluginLimit"/>, its place in config/settings.schema.json and the sample beside it.
/// </summary>
public sealed record PluginLimits
{
    public static PluginLimits Default { get; } = new();

    /// <summary>Bytes of linear memory. An idle AssemblyScript plugin has 128 KB; one that leaks by design (runtime <c>stub</c>) lasts a day.</summary>
    public long MemoryBytes { get; init; } = 16L << 20;

    /// <summary>
    /// Fuel of one call. The managed engine burns 1.6 billion in a second of a desktop's core (60 ms for this); a board four times
    /// slower fills <see cref="CallDeadline"/> with it, so that a call ends at the same place on either.
    /// </summary>
    public ulong FuelPerCall { get; init; } = 100_000_000;

    /// <summary>Fuel of a minute: a quarter of a core of that slower board. A plugin beyond it waits for the next minute.</summary>
    public ulong FuelPerMinute { get; init; } = 6_000_000_000;

    /// <summary>Wall-clock time of one call: a client that asks waits no longer than this for the plugin in front of it.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Wall-clock time of <c>_start</c> and of <c>plugin_start</c>, which may parse tables and ask a server.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wall-clock time of a call beyond its own, while it waits for an answer from the network: a slow satellite link.</summary>
    public TimeSpan FetchDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of its files. A position a minute is 40 MB a year of text; a week of it stays far below.</summary>
    public long StorageBytes { get; init; } = 16L << 20;

    /// <summary>Deltas it may emit in a second, on average: ten values at 10 Hz, twice over.</summary>
    public int DeltasPerSecond { get; init; } = 200;

    /// <summary>Lines of log in a second, on average; what is beyond is counted and dropped.</summary>
    public int LogLinesPerSecond { get; init; } = 20;

    /// <summary>UDP and TCP sockets at once. A radar needs four.</summary>
    public int Sockets { get; init; } = 16;

    /// <summary>Bytes of one answer of the guest: upstream's buffer, which guests know as their maximum.</summary>
    public int ResponseBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of one answer that it fetches. It is copied into the guest's memory, twice.</summary>
    public int FetchBytes { get; init; } = 2 << 20;

    /// <summary>For the engine, for a call of the usual kind.</summary>
    public WasmLimits ForCalls => WasmLimits.Default with { MemoryBytes = MemoryBytes, Fuel = FuelPerCall, Deadline = CallDeadline };

    /// <summary>For the engine, for what happens once: as much more fuel as there is more time.</summary>
    public WasmLimits ForStart => WasmLimits.Default with
    {
        MemoryBytes = MemoryBytes,
        Fuel = StartFuel,
        InstantiationFuel = StartFuel,
        Deadline = StartDeadline,
    };

    ulong StartFuel => (ulong)Math.Min(FuelPerMinute, FuelPerCall * Math.Max(1, StartDeadline / CallDeadline));
}

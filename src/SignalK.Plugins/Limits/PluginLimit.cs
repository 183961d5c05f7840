namespace SignalK.Plugins.Limits;

/// <summary>One limit as settings write it: a whole number in the unit that its name says.</summary>
/// <param name="Name"><c>memoryMB</c></param>
/// <param name="Least">The least that makes sense.</param>
/// <param name="Most">The most that is accepted.</param>
/// <param name="Get">In the written unit.</param>
/// <param name="Set">From the written unit.</param>
public sealed record PluginLimit(
    string Name, long Least, long Most, Func<PluginLimits, long> Get, Func<PluginLimits, long, PluginLimits> Set)
{
    const long Hour = 3_600_000;

    /// <summary>In the order of the settings' sample.</summary>
    public static IReadOnlyList<PluginLimit> All { get; } =
    [
        // A page is 64 KB; below a megabyte no plugin seen starts. Above 256 MB no engine of ours reserves.
        new("memoryMB", 1, 256, l => l.MemoryBytes >> 20, (l, v) => l with { MemoryBytes = v << 20 }),
        new("fuelPerCall", 10_000, long.MaxValue, l => (long)l.FuelPerCall, (l, v) => l with { FuelPerCall = (ulong)v }),
        new("fuelPerMinute", 10_000, long.MaxValue, l => (long)l.FuelPerMinute, (l, v) => l with { FuelPerMinute = (ulong)v }),
        // The engines look at the clock every 10 ms.
        new("callMs", 10, Hour, l => (long)l.CallDeadline.TotalMilliseconds, (l, v) => l with { CallDeadline = TimeSpan.FromMilliseconds(v) }),
        new("startMs", 10, Hour, l => (long)l.StartDeadline.TotalMilliseconds, (l, v) => l with { StartDeadline = TimeSpan.FromMilliseconds(v) }),
        new("fetchMs", 10, Hour, l => (long)l.FetchDeadline.TotalMilliseconds, (l, v) => l with { FetchDeadline = TimeSpan.FromMilliseconds(v) }),
        new("storageMB", 0, 1 << 20, l => l.StorageBytes >> 20, (l, v) => l with { StorageBytes = v << 20 }),
        new("deltasPerSecond", 0, 100_000, l => l.DeltasPerSecond, (l, v) => l with { DeltasPerSecond = (int)v }),
        new("logLinesPerSecond", 0, 10_000, l => l.LogLinesPerSecond, (l, v) => l with { LogLinesPerSecond = (int)v }),
        new("sockets", 0, 1024, l => l.Sockets, (l, v) => l with { Sockets = (int)v }),
        new("responseKB", 1, 16 << 10, l => l.ResponseBytes >> 10, (l, v) => l with { ResponseBytes = (int)v << 10 }),
        new("fetchKB", 1, 256 << 10, l => l.FetchBytes >> 10, (l, v) => l with { FetchBytes = (int)v << 10 }),
    ];

    public static PluginLimit? Find(string name) => All.FirstOrDefault(limit => limit.Name == name);
}

namespace SignalK.Wasm.Wasi;

/// <summary>Preview 1's clocks over a <see cref="TimeProvider"/>, in nanoseconds.</summary>
/// <remarks>The CPU clocks count from the start of the context: what the guest itself burned is counted in fuel.</remarks>
internal sealed class WasiClocks(TimeProvider time)
{
    readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public bool TryGet(uint clock, out ulong nanoseconds)
    {
        nanoseconds = (WasiClock)clock switch
        {
            WasiClock.Realtime => (ulong)Math.Max(0, (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks) * TimeSpan.NanosecondsPerTick,
            // Never 0: some runtimes take that for "not yet known".
            WasiClock.Monotonic => Scale(Time.GetTimestamp()) + 1,
            _ => Scale(Time.GetTimestamp() - _start),
        };
        return IsKnown(clock);
    }

    public bool TryGetResolution(uint clock, out ulong nanoseconds)
    {
        nanoseconds = (WasiClock)clock == WasiClock.Realtime
            ? TimeSpan.NanosecondsPerTick
            : (ulong)Math.Max(1, 1_000_000_000 / Time.TimestampFrequency);
        return IsKnown(clock);
    }

    static bool IsKnown(uint clock) => clock <= (uint)WasiClock.ThreadCpuTime;

    ulong Scale(long timestamp) => (ulong)((UInt128)(ulong)timestamp * 1_000_000_000 / (ulong)Time.TimestampFrequency);
}

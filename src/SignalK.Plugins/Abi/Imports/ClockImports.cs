namespace SignalK.Plugins.Abi;

/// <summary>Milliseconds, as JavaScript counts them.</summary>
internal static class ClockImports
{
    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("Date.now", (in call) => call.Imports.Time.GetUtcNow().ToUnixTimeMilliseconds()),
        new("performance.now", (in call) => call.Imports.Time.GetElapsedTime(call.Imports.Origin).TotalMilliseconds),
    ];
}

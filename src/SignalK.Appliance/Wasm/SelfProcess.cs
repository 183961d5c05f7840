namespace SignalK.Appliance.Wasm;

/// <summary>This program as a child of itself, for work that must not take the parent along.</summary>
static class SelfProcess
{
    /// <summary>The arguments that make it run <paramref name="command"/>.</summary>
    public static IReadOnlyList<string> Arguments(params IEnumerable<string> command) =>
        // Under `dotnet signalk.dll` the process is the runtime's host.
        Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "signalk.dll"), .. command] : [.. command];
}

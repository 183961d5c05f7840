using SignalK.Wasm;

namespace SignalK.Benchmarks.Wasm;

/// <summary>The engines to measure: Wasmtime from SIGNALK_WASMTIME or the system; without one there is no row of it, and a line that says why.</summary>
internal static class Engines
{
    private static readonly Lazy<string[]> s_names = new(() =>
    {
        var (engine, reason) = Select("wasmtime");
        using (engine)
        {
            Console.WriteLine(engine is null ? $"// wasmtime is not measured: {reason}" : $"// {reason}");
            return engine is null ? ["managed"] : ["managed", "wasmtime"];
        }
    });

    public static IEnumerable<string> Names => s_names.Value;

    public static WasmEngineChoice Select(string name) =>
        WasmEngines.Select(name == "managed" ? WasmEnginePreference.Managed : WasmEnginePreference.Wasmtime);
}

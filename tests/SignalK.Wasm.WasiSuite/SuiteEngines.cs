using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.WasiSuite;

static class SuiteEngines
{
    /// <summary>Every engine there is on this machine; Wasmtime from SIGNALK_WASMTIME, ../shared/wasmtime or the system.</summary>
    public static IEnumerable<IWasmEngine> All()
    {
        yield return new ManagedEngine();
        var library = Repository.Shared("wasmtime/linux-x64/libwasmtime.so");
        var chosen = Environment.GetEnvironmentVariable("SIGNALK_WASMTIME") is null && File.Exists(library) ? library : null;
        if (WasmtimeEngine.TryCreate(WasmEngineOptions.Default, new WasmtimeOptions { Library = chosen }, out var engine, out var reason))
            yield return engine;
        else
            Console.WriteLine($"wasmtime not run: {reason}");
    }
}

using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm;

/// <summary>The engine that runs, and why: one sentence for the log and for the health report.</summary>
/// <param name="Engine">Null only when Wasmtime was demanded and cannot run.</param>
public sealed record WasmEngineChoice(IWasmEngine? Engine, string Reason);

public static class WasmEngines
{
    /// <summary>Chooses by the setting. The engine is the caller's to dispose.</summary>
    public static WasmEngineChoice Select(
        WasmEnginePreference preference, WasmEngineOptions? options = null, WasmtimeOptions? wasmtime = null)
    {
        options ??= WasmEngineOptions.Default;
        if (preference == WasmEnginePreference.Managed)
            return new(new ManagedEngine(options), "the managed engine, as configured");
        var found = WasmtimeEngine.TryCreate(options, wasmtime ?? WasmtimeOptions.Default, out var native, out var missing);
        if (preference == WasmEnginePreference.Wasmtime)
            return found ? new(native, $"{Describe(native!)}, as configured") : new(null, missing!);
        return found
            ? new(new FallbackEngine(native!, new ManagedEngine(options)), Describe(native!))
            : new(new ManagedEngine(options), $"the managed engine, because {missing}");
    }

    static string Describe(WasmtimeEngine engine) => $"Wasmtime {engine.Version} from {engine.Origin}";
}

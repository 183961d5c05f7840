using SignalK.Wasm;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Appliance.Wasm;

/// <summary>The engine for a tool.</summary>
static class ToolEngines
{
    /// <summary>The engine of that name; null asks for the better one that there is.</summary>
    public static IWasmEngine? TryCreate(string? name, WasmEngineOptions options, out string reason)
    {
        var preference = WasmEnginePreferences.TryParse(name, out var named) ? named : WasmEnginePreference.Auto;
        string? unkept = null;
        var cache = preference == WasmEnginePreference.Managed ? null : CompiledModules.TryOpen(out unkept);
        (var engine, reason) = WasmEngines.Select(preference, options, new WasmtimeOptions
        {
            Compiler = new WasmtimeCompiler { Arguments = SelfProcess.Arguments("wasm", "compile-child") },
            Cache = cache,
        });
        if (unkept is not null && engine?.Name == "wasmtime")
            Console.Error.WriteLine($"signalk: compiled modules are not kept: {unkept}");
        return engine;
    }
}

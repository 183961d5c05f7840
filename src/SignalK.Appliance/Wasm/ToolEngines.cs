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
        (var engine, reason) = WasmEngines.Select(preference, options, new WasmtimeOptions { Compiler = Compiler() });
        return engine;
    }

    static WasmtimeCompiler Compiler()
    {
        // Under `dotnet signalk.dll` the process is the runtime's host.
        var host = Path.GetFileName(Environment.ProcessPath) == "dotnet";
        return host
            ? new WasmtimeCompiler { Arguments = [Path.Combine(AppContext.BaseDirectory, "signalk.dll"), "wasm", "compile-child"] }
            : new WasmtimeCompiler();
    }
}

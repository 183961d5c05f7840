using SignalK.Wasm;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Appliance.Wasm;

/// <summary>The engine for a tool.</summary>
static class ToolEngines
{
    public static IWasmEngine? TryCreate(string? name, WasmEngineOptions options, out string reason)
    {
        if (WasmtimeEngine.TryCreate(options, new WasmtimeOptions { Compiler = Compiler() }, out var wasmtime, out var missing))
        {
            reason = "";
            return wasmtime;
        }
        reason = missing;
        return null;
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

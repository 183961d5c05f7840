using SignalK.Wasm;
using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Appliance.Wasm;

/// <summary>The engine for a tool.</summary>
static class ToolEngines
{
    /// <summary>The engine of that name. Null asks for Wasmtime where it is found and falls back on the managed one.</summary>
    public static IWasmEngine? TryCreate(string? name, WasmEngineOptions options, out string reason)
    {
        reason = "";
        if (name == "managed") return new ManagedEngine(options);
        if (WasmtimeEngine.TryCreate(options, new WasmtimeOptions { Compiler = Compiler() }, out var wasmtime, out var missing))
            return wasmtime;
        reason = missing;
        return name is null ? new ManagedEngine(options) : null;
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

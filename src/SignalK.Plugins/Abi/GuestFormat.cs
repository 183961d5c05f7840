using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Abi;

/// <summary>What a module's exports say of the plugin in it, without running anything.</summary>
internal static class GuestFormat
{
    /// <summary>False with a fault for the plugin's author when the module is no plugin.</summary>
    public static bool TryDetect(WasmModuleInfo info, out GuestKind kind, [NotNullWhen(false)] out string? fault)
    {
        kind = default;
        bool Has(string name) => info.Exports.Any(export => export.Name == name && export.Type is WasmFunctionType);
        var isPlugin = Has("plugin_id") || (Has("plugin_name") && Has("plugin_start"));
        // Upstream refuses an AssemblyScript module that has a _start as well; it is as good a plugin as any.
        if (isPlugin && Has("allocate"))
            kind = GuestKind.Buffer;
        else if (isPlugin && Has("__new"))
            kind = GuestKind.AssemblyScript;
        else if (isPlugin)
            return Refuse("exports neither __new (AssemblyScript: compile with --exportRuntime) nor allocate (Rust, Go, C)", out fault);
        else
            return Refuse("is no Signal K plugin: exports neither plugin_id nor plugin_name and plugin_start", out fault);
        if (!Has("plugin_start"))
            return Refuse("exports no plugin_start", out fault);
        if (!info.Exports.Any(export => export is { Name: "memory", Type: WasmMemoryType }))
            return Refuse("exports no memory", out fault);
        fault = null;
        return true;
    }

    /// <summary>The functions that the module imports and nobody provides: each would answer 0 and be logged.</summary>
    public static IReadOnlyList<string> UnknownImports(WasmModuleInfo info)
    {
        // Nothing is preopened: only for what it says of names and types.
        using WasiContext wasi = new(new WasiOptions());
        return [.. info.Imports
            .Where(import => import.Type is WasmFunctionType && ImportTable.Find(import) is null && wasi.Resolve(import) is null)
            .Select(import => $"{import.Module}.{import.Name}")
            .Distinct()];
    }

    static bool Refuse(string why, out string fault)
    {
        fault = $"the module {why}";
        return false;
    }
}

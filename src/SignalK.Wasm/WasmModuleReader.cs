using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm.Binary;

namespace SignalK.Wasm;

/// <summary>Reads and validates a module without an engine.</summary>
public static class WasmModuleReader
{
    /// <summary>What the module is; false with the reason where no engine of ours would take it.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out WasmModuleInfo? info, [NotNullWhen(false)] out WasmRefusal? refusal)
    {
        info = ModuleDecoder.TryDecode(wasm, limits, out var definition, out refusal) ? definition.Info : null;
        return info is not null;
    }
}

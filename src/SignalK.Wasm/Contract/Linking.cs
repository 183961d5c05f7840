namespace SignalK.Wasm;

/// <summary>The rules of import matching (core specification, 4.5.3), the same for both engines.</summary>
static class Linking
{
    /// <summary>Null when <paramref name="given"/> may stand for the import.</summary>
    public static WasmRefusal? Check(WasmImportType import, WasmExtern? given)
    {
        switch (import.Type, given)
        {
            case (_, null):
                return WasmRefusal.Link($"unknown import {import.Module}.{import.Name}");
            case (WasmFunctionType, WasmHostFunction):
                return null;
            case (WasmFunctionType wanted, WasmFunction function):
                return function.Type == wanted ? null : Mismatch(import, function.Type);
            case (WasmGlobalType wanted, WasmGlobal global):
                return global.Type == wanted ? null : Mismatch(import, global.Type);
            case (WasmMemoryType wanted, WasmMemory { Type: var type }):
                return Fits(type.Minimum, type.Maximum, wanted.Minimum, wanted.Maximum) ? null : Mismatch(import, type);
            case (WasmTableType wanted, WasmTable { Type: var type }):
                return type.Element == wanted.Element && Fits(type.Minimum, type.Maximum, wanted.Minimum, wanted.Maximum)
                    ? null
                    : Mismatch(import, type);
            default:
                return WasmRefusal.Link(
                    $"incompatible import type of {import.Module}.{import.Name}: wants {import.Type}, got something of another kind");
        }
    }

    /// <summary>What the module declares against the limits of the store that is to run it.</summary>
    public static WasmRefusal? CheckLimits(WasmModuleInfo info, WasmLimits limits, int instances)
    {
        if (instances >= limits.Instances)
            return WasmRefusal.Limit("too many instances in one store", (ulong)instances + 1, (ulong)limits.Instances);
        var memory = (info.Memory?.Minimum ?? 0) * (long)WasmMemoryType.PageBytes;
        if (memory > limits.MemoryBytes)
            return WasmRefusal.Limit("memory declared in bytes is too large", (ulong)memory, (ulong)limits.MemoryBytes);
        var elements = info.Tables.Sum(table => (long)table.Minimum);
        return elements > limits.TableElements
            ? WasmRefusal.Limit("tables declare too many elements", (ulong)elements, (ulong)limits.TableElements)
            : null;
    }

    static bool Fits(uint size, uint? maximum, uint wantedMinimum, uint? wantedMaximum) =>
        size >= wantedMinimum && (wantedMaximum is null || (maximum is not null && maximum <= wantedMaximum));

    static WasmRefusal Mismatch(WasmImportType import, WasmExternType given) =>
        WasmRefusal.Link($"incompatible import type of {import.Module}.{import.Name}: wants {import.Type}, got {given}");
}

using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Validation;

/// <summary>Block types (5.4.1): empty, one value type, or the index of a function type.</summary>
static class BlockTypes
{
    const byte EmptyCode = 0x40;

    public static WasmFunctionType Empty { get; } = new([], []);

    static readonly WasmFunctionType?[] Single = BuildSingle();

    /// <summary>The type, or null when it is malformed or unknown.</summary>
    public static WasmFunctionType? Read(ref WasmReader reader, WasmFunctionType[] types, out bool indexed)
    {
        var code = reader.S33();
        indexed = code >= 0;
        if (indexed)
            return code < types.Length ? types[code] : null;
        return code >= -64 ? Single[code & 0x7F] : null;
    }

    static WasmFunctionType?[] BuildSingle()
    {
        var table = new WasmFunctionType?[128];
        table[EmptyCode] = Empty;
        foreach (var type in Enum.GetValues<WasmValueType>())
            table[(byte)type] = new WasmFunctionType([], [type]);
        return table;
    }
}

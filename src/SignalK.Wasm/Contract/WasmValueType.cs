namespace SignalK.Wasm;

/// <summary>The types a value may have; each member carries its code in the binary format.</summary>
public enum WasmValueType : byte
{
    I32 = 0x7F,
    I64 = 0x7E,
    F32 = 0x7D,
    F64 = 0x7C,
    V128 = 0x7B,
    FuncRef = 0x70,
    ExternRef = 0x6F,
}

public static class WasmValueTypeNames
{
    /// <summary>The type's name in the text format: <c>i32</c>, <c>funcref</c>, ...</summary>
    public static string ToText(this WasmValueType type) => type switch
    {
        WasmValueType.I32 => "i32",
        WasmValueType.I64 => "i64",
        WasmValueType.F32 => "f32",
        WasmValueType.F64 => "f64",
        WasmValueType.V128 => "v128",
        WasmValueType.FuncRef => "funcref",
        WasmValueType.ExternRef => "externref",
        _ => $"0x{(byte)type:x2}",
    };

    public static bool IsReference(this WasmValueType type) => type is WasmValueType.FuncRef or WasmValueType.ExternRef;
}

using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// A guest's values as numbers of JavaScript, the one type that upstream's host has: what lies between an import as declared and
/// a function as written.
/// </summary>
internal static class Number
{
    public static double From(WasmValueType type, WasmValue value) => type switch
    {
        WasmValueType.I32 => value.I32,
        WasmValueType.I64 => value.I64,
        WasmValueType.F32 => value.F32,
        WasmValueType.F64 => value.F64,
        _ => 0,
    };

    public static WasmValue To(WasmValueType type, double number) => type switch
    {
        WasmValueType.I32 => WasmValue.FromI32(ToInt32(number)),
        WasmValueType.I64 => WasmValue.FromI64(double.IsNaN(number) ? 0 : (long)number),
        WasmValueType.F32 => WasmValue.FromF32((float)number),
        WasmValueType.F64 => WasmValue.FromF64(number),
        _ => default,
    };

    /// <summary>The low 32 bits of the whole part; 0 for what is no number (ECMA-262, ToInt32).</summary>
    public static int ToInt32(double number) =>
        number is >= int.MinValue and <= int.MaxValue ? (int)number
        : double.IsFinite(number) ? (int)(uint)(long)Math.IEEERemainder(Math.Truncate(number), 4294967296.0)
        : 0;
}

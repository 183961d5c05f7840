namespace SignalK.Wasm.Tests.Contract;

/// <summary>Function types as short text: <c>"ii:i"</c> takes two i32 and gives one; i32, l i64, f f32, d f64, v v128, r funcref, e externref.</summary>
static class Signature
{
    public static WasmFunctionType Parse(string text)
    {
        var colon = text.IndexOf(':');
        return new WasmFunctionType(List(text[..colon]), List(text[(colon + 1)..]));
    }

    static WasmValueType[] List(string letters) => [.. letters.Select(letter => letter switch
    {
        'i' => WasmValueType.I32,
        'l' => WasmValueType.I64,
        'f' => WasmValueType.F32,
        'd' => WasmValueType.F64,
        'v' => WasmValueType.V128,
        'r' => WasmValueType.FuncRef,
        'e' => WasmValueType.ExternRef,
        _ => throw new ArgumentException($"no type is written {letter}"),
    })];
}

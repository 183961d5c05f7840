namespace SignalK.Wasm.Wasmtime.Native;

sealed unsafe partial class WasmtimeApi
{
    public nint NewFunctionType(WasmFunctionType type)
    {
        NativeVec parameters, results;
        NewValTypes(type.Parameters, &parameters);
        NewValTypes(type.Results, &results);
        return FuncTypeNew(&parameters, &results);
    }

    public WasmFunctionType ReadFunctionType(nint type) => new(ReadValTypes(FuncTypeParams(type)), ReadValTypes(FuncTypeResults(type)));

    public nint NewGlobalType(WasmGlobalType type) => GlobalTypeNew(NewValType(type.Value), type.Mutable ? (byte)1 : (byte)0);

    public nint NewTableType(WasmTableType type)
    {
        NativeLimits limits = new() { Minimum = type.Minimum, Maximum = type.Maximum ?? NativeLimits.None };
        return TableTypeNew(NewValType(type.Element), &limits);
    }

    public nint NewMemoryType(WasmMemoryType type)
    {
        const byte pageSizeLog2 = 16;
        nint result;
        var error = MemoryTypeNew(
            type.Minimum, type.Maximum.HasValue ? (byte)1 : (byte)0, type.Maximum ?? 0, 0, 0, pageSizeLog2, &result);
        return error == 0 ? result : throw new ArgumentException(TakeError(error), nameof(type));
    }

    void NewValTypes(ReadOnlySpan<WasmValueType> types, NativeVec* vec)
    {
        var handles = stackalloc nint[types.Length];
        for (var i = 0; i < types.Length; i++)
            handles[i] = NewValType(types[i]);
        ValTypeVecNew(vec, types.Length, handles);
    }

    nint NewValType(WasmValueType type) => type switch
    {
        WasmValueType.I32 => ValTypeNew(0),
        WasmValueType.I64 => ValTypeNew(1),
        WasmValueType.F32 => ValTypeNew(2),
        WasmValueType.F64 => ValTypeNew(3),
        WasmValueType.V128 => ValTypeV128 != null ? ValTypeV128() : ValTypeNew(NativeVal.V128Kind),
        WasmValueType.ExternRef => ValTypeNew(128),
        WasmValueType.FuncRef => ValTypeNew(129),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    WasmValueType[] ReadValTypes(NativeVec* vec)
    {
        var types = new WasmValueType[vec->Size];
        var v128 = ValTypeV128 != null && types.Length > 0 ? ValTypeV128() : 0;
        for (var i = 0; i < types.Length; i++)
        {
            var type = ((nint*)vec->Data)[i];
            types[i] = v128 != 0 && ValTypeEqual(type, v128) != 0 ? WasmValueType.V128 : ReadKind(ValTypeKind(type));
        }
        if (v128 != 0)
            ValTypeDelete(v128);
        return types;
    }

    static WasmValueType ReadKind(byte kind) => kind switch
    {
        0 => WasmValueType.I32,
        1 => WasmValueType.I64,
        2 => WasmValueType.F32,
        3 => WasmValueType.F64,
        NativeVal.V128Kind => WasmValueType.V128,
        128 => WasmValueType.ExternRef,
        _ => WasmValueType.FuncRef,
    };
}

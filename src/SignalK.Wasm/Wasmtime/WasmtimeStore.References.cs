using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

/// <summary>
/// References in our slots are numbers that are checked before they become Wasmtime's pointers: a function by its place in
/// a list of the store's, an <c>externref</c> by the host's key, kept as the data pointer of Wasmtime's own.
/// </summary>
sealed unsafe partial class WasmtimeStore
{
    static int s_lastSerial;

    readonly uint _serial = (uint)Interlocked.Increment(ref s_lastSerial);
    readonly List<WasmtimeFunction> _functions = [];
    readonly Dictionary<nint, int> _functionByPointer = [];

    public WasmFunction GetFunction(WasmValue reference)
    {
        using var _ = Enter();
        return Find(reference);
    }

    internal WasmValue Refer(WasmtimeFunction function)
    {
        using var _ = Enter();
        var native = function.Native;
        return Refer(Api.FuncToRaw(Context, &native), function);
    }

    internal void ToNative(ReadOnlySpan<WasmValueType> types, WasmValue* slots)
    {
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i].IsReference())
                slots[i] = ToRaw(types[i], slots[i]);
        }
    }

    /// <summary>Wasmtime writes a value's own bytes only: the rest of the slot is cleared here.</summary>
    internal void FromNative(ReadOnlySpan<WasmValueType> types, WasmValue* slots, Span<WasmValue> values)
    {
        for (var i = 0; i < types.Length; i++)
        {
            values[i] = types[i] switch
            {
                WasmValueType.I32 or WasmValueType.F32 => *(uint*)&slots[i],
                WasmValueType.I64 or WasmValueType.F64 => *(ulong*)&slots[i],
                WasmValueType.V128 => slots[i],
                var reference => FromRaw(reference, slots[i]),
            };
        }
    }

    /// <summary>A value as <c>wasmtime_val_t</c>; an externref in it is to be unrooted.</summary>
    internal NativeVal ToVal(WasmValueType type, WasmValue value)
    {
        NativeVal result = default;
        switch (type)
        {
            case WasmValueType.FuncRef:
                result.Kind = NativeVal.FuncRefKind;
                if (!value.IsNullRef)
                    result.Function = Find(value).Native;
                break;
            case WasmValueType.ExternRef:
                result.Kind = NativeVal.ExternRefKind;
                if (!value.IsNullRef)
                    result.Extern = NewExtern(value);
                break;
            default:
                result.Kind = (byte)(WasmValueType.I32 - type);
                result.Number = value;
                break;
        }
        return result;
    }

    internal void Release(WasmValueType type, NativeVal* value)
    {
        if (type == WasmValueType.ExternRef && value->Extern.StoreId != 0)
            Api.ExternRefUnroot(&value->Extern);
    }

    /// <summary>Reads a <c>wasmtime_val_t</c> and releases it.</summary>
    internal WasmValue TakeVal(WasmValueType type, NativeVal* value)
    {
        switch (type)
        {
            case WasmValueType.FuncRef:
                return value->Function.StoreId == 0 ? default : Refer(Api.FuncToRaw(Context, &value->Function), null);
            case WasmValueType.ExternRef:
                return TakeExtern(&value->Extern);
            case WasmValueType.V128:
                return value->Number;
            case WasmValueType.I32 or WasmValueType.F32:
                return value->Number.U32;
            default:
                return value->Number.U64;
        }
    }

    WasmValue ToRaw(WasmValueType type, WasmValue value)
    {
        if (value.IsNullRef)
            return default;
        if (type == WasmValueType.FuncRef)
        {
            var native = Find(value).Native;
            return (long)Api.FuncToRaw(Context, &native);
        }
        var made = NewExtern(value);
        var raw = Api.ExternRefToRaw(Context, &made);
        Api.ExternRefUnroot(&made);
        return raw;
    }

    WasmValue FromRaw(WasmValueType type, WasmValue raw)
    {
        if (type == WasmValueType.FuncRef)
            return raw.I64 == 0 ? default : Refer((nint)raw.I64, null);
        if (raw.U32 == 0)
            return default;
        NativeItem made;
        Api.ExternRefFromRaw(Context, raw.U32, &made);
        return TakeExtern(&made);
    }

    NativeItem NewExtern(WasmValue value)
    {
        NativeItem made;
        return Api.ExternRefNew(Context, (nint)value.I64, 0, &made) != 0
            ? made
            : throw new InvalidOperationException("Wasmtime has no room for another externref");
    }

    WasmValue TakeExtern(NativeItem* reference)
    {
        if (reference->StoreId == 0)
            return default;
        var data = Api.ExternRefData(Context, reference);
        Api.ExternRefUnroot(reference);
        return (long)data;
    }

    WasmValue Refer(nint pointer, WasmtimeFunction? function)
    {
        if (!_functionByPointer.TryGetValue(pointer, out var index))
        {
            index = _functions.Count;
            _functions.Add(function ?? Describe(pointer));
            _functionByPointer.Add(pointer, index);
        }
        return ((long)_serial << 32) | (uint)(index + 1);
    }

    WasmtimeFunction Find(WasmValue reference)
    {
        var index = reference.U32 - 1;
        return reference.U64 >> 32 == _serial && index < (uint)_functions.Count
            ? _functions[(int)index]
            : throw new ArgumentException("not a funcref of this store");
    }

    WasmtimeFunction Describe(nint pointer)
    {
        NativeFunc native;
        Api.FuncFromRaw(Context, pointer, &native);
        var type = Api.FuncType(Context, &native);
        WasmtimeFunction function = new(this, native, Api.ReadFunctionType(type));
        Api.FuncTypeDelete(type);
        return function;
    }
}

using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed;

/// <summary>Values across the border: slots hold numbers of functions, the host sees them with the store's serial.</summary>
sealed unsafe partial class ManagedStore
{
    public WasmFunction GetFunction(WasmValue reference)
    {
        using var _ = Enter();
        if (reference.IsNullRef)
            throw new ArgumentException("null is no function", nameof(reference));
        return FunctionAt(ToSlot(WasmValueType.FuncRef, reference));
    }

    internal WasmValue ToReference(ulong number) => number == 0 ? default : (WasmValue)(((ulong)_serial << 32) | number);

    internal WasmValue FromSlot(WasmValueType type, ulong slot) => type == WasmValueType.FuncRef ? ToReference(slot) : slot;

    /// <exception cref="ArgumentException">The value is a funcref of another store.</exception>
    internal ulong ToSlot(WasmValueType type, WasmValue value)
    {
        switch (type)
        {
            case WasmValueType.I32 or WasmValueType.F32:
                return value.U32;
            case WasmValueType.FuncRef when !value.IsNullRef:
                var number = value.U32;
                return value.U64 >> 32 == _serial && number < (uint)_functions.Count
                    ? number
                    : throw new ArgumentException("not a funcref of this store");
            default:
                return value.U64;
        }
    }

    internal WasmValue Read(WasmValueType type, ulong* slots) =>
        type == WasmValueType.V128 ? Unsafe.ReadUnaligned<WasmValue>(slots) : FromSlot(type, *slots);

    internal void Write(WasmValueType type, WasmValue value, ulong* slots)
    {
        if (type == WasmValueType.V128)
            Unsafe.WriteUnaligned(slots, value);
        else
            *slots = ToSlot(type, value);
    }

    internal void Read(ReadOnlySpan<WasmValueType> types, ulong* slots, Span<WasmValue> values)
    {
        for (var i = 0; i < types.Length; i++)
        {
            values[i] = Read(types[i], slots);
            slots += FunctionLayout.SlotsOf(types[i]);
        }
    }

    internal void Write(ReadOnlySpan<WasmValueType> types, ReadOnlySpan<WasmValue> values, ulong* slots)
    {
        for (var i = 0; i < types.Length; i++)
        {
            Write(types[i], values[i], slots);
            slots += FunctionLayout.SlotsOf(types[i]);
        }
    }
}

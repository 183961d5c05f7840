using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe class WasmtimeTable(WasmtimeStore store, NativeItem native, WasmTableType type) : WasmTable
{
    public NativeItem Native => native;

    public WasmtimeStore Store => store;

    public override WasmTableType Type => type with { Minimum = Size };

    public override uint Size
    {
        get
        {
            using var _ = store.Enter();
            var item = native;
            return (uint)store.Api.TableSize(store.Context, &item);
        }
    }

    public override WasmValue this[uint index]
    {
        get
        {
            using var _ = store.Enter();
            var item = native;
            NativeVal value;
            if (store.Api.TableGet(store.Context, &item, index, &value) == 0)
                throw new ArgumentOutOfRangeException(nameof(index), index, "outside the table");
            return store.TakeVal(type.Element, &value);
        }
        set
        {
            using var _ = store.Enter();
            var item = native;
            var val = store.ToVal(type.Element, value);
            var error = store.Api.TableSet(store.Context, &item, index, &val);
            store.Release(type.Element, &val);
            if (error != 0)
                throw new ArgumentOutOfRangeException(nameof(index), index, store.Api.TakeError(error));
        }
    }

    public override long Grow(uint elements, WasmValue initial = default)
    {
        using var _ = store.Enter();
        var item = native;
        var val = store.ToVal(type.Element, initial);
        ulong before;
        var error = store.Api.TableGrow(store.Context, &item, elements, &val, &before);
        store.Release(type.Element, &val);
        if (error == 0)
            return (long)before;
        store.Api.TakeError(error);
        return -1;
    }
}

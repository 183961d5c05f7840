using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe class WasmtimeGlobal(WasmtimeStore store, NativeItem native, WasmGlobalType type) : WasmGlobal
{
    public NativeItem Native => native;

    public WasmtimeStore Store => store;

    public override WasmGlobalType Type => type;

    public override WasmValue Value
    {
        get
        {
            using var _ = store.Enter();
            var item = native;
            NativeVal value;
            store.Api.GlobalGet(store.Context, &item, &value);
            return store.TakeVal(type.Value, &value);
        }
        set
        {
            if (!type.Mutable)
                throw new InvalidOperationException("the global is immutable");
            using var _ = store.Enter();
            var item = native;
            var val = store.ToVal(type.Value, value);
            var error = store.Api.GlobalSet(store.Context, &item, &val);
            store.Release(type.Value, &val);
            if (error != 0)
                throw new InvalidOperationException(store.Api.TakeError(error));
        }
    }
}

namespace SignalK.Wasm.Managed;

/// <summary>A global: two slots of the store's, of which all but a v128 use the first.</summary>
sealed unsafe class ManagedGlobal(ManagedStore store, WasmGlobalType type, ulong* cell) : WasmGlobal
{
    public ManagedStore Store => store;

    public ulong* Cell => cell;

    public override WasmGlobalType Type => type;

    public override WasmValue Value
    {
        get
        {
            using var _ = store.Enter();
            return store.Read(type.Value, cell);
        }
        set
        {
            if (!type.Mutable)
                throw new InvalidOperationException($"{type} is immutable");
            using var _ = store.Enter();
            store.Write(type.Value, value, cell);
        }
    }
}

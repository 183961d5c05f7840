namespace SignalK.Wasm.Managed;

/// <summary>A function of a store: a guest's, or the host's with a type.</summary>
class ManagedFunction(ManagedStore store, FunctionLayout layout) : WasmFunction
{
    public ManagedStore Store => store;

    public FunctionLayout Layout => layout;

    /// <summary>Its number in the store.</summary>
    public ulong Number { get; set; }

    public override WasmFunctionType Type => layout.Type;

    public override WasmValue Reference => store.ToReference(Number);

    public override WasmOutcome Call(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        if (arguments.Length != layout.Parameters.Length)
            throw new ArgumentException($"{Type} takes {layout.Parameters.Length} arguments", nameof(arguments));
        if (results.Length < layout.Results.Length)
            throw new ArgumentException($"{Type} has {layout.Results.Length} results", nameof(results));
        return store.Call(this, arguments, results);
    }
}

sealed class ManagedHostFunction(ManagedStore store, FunctionLayout layout, WasmHostBody body, ManagedScope scope)
    : ManagedFunction(store, layout)
{
    public WasmHostBody Body => body;

    public ManagedScope Scope => scope;
}

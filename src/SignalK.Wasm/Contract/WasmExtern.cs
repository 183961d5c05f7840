namespace SignalK.Wasm;

/// <summary>What an import can be bound to: something of a store, or a <see cref="WasmHostFunction"/>.</summary>
public abstract class WasmExtern
{
    private protected WasmExtern() { }
}

/// <summary>A function of a store, exported or referred to.</summary>
public abstract class WasmFunction : WasmExtern
{
    private protected WasmFunction() { }

    public abstract WasmFunctionType Type { get; }

    /// <summary>This function as a <c>funcref</c>, for use within the store.</summary>
    public abstract WasmValue Reference { get; }

    /// <summary>
    /// Calls the function; allocates nothing. <paramref name="arguments"/> has exactly one slot for each parameter,
    /// <paramref name="results"/> at least one for each result; it is written only by a normal return. The spans may overlap.
    /// </summary>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of the same store.</exception>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public abstract WasmOutcome Call(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results);
}

public abstract class WasmGlobal : WasmExtern
{
    private protected WasmGlobal() { }

    public abstract WasmGlobalType Type { get; }

    /// <exception cref="InvalidOperationException">Set, and the global is immutable.</exception>
    public abstract WasmValue Value { get; set; }
}

public abstract class WasmTable : WasmExtern
{
    private protected WasmTable() { }

    /// <summary>The type with the current size as its minimum.</summary>
    public abstract WasmTableType Type { get; }

    public abstract uint Size { get; }

    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Size"/>.</exception>
    public abstract WasmValue this[uint index] { get; set; }

    /// <summary>The size before, or -1 when the maximum or a limit forbids.</summary>
    public abstract long Grow(uint elements, WasmValue initial = default);
}

namespace SignalK.Wasm;

/// <summary>
/// Owns instances, memories, tables, globals and functions, which may be linked with each other and share fuel and deadline.
/// One caller at a time: a second thread gets an <see cref="InvalidOperationException"/> from everything but
/// <see cref="Interrupt"/> and <see cref="IDisposable.Dispose"/>. Host functions may call back in, up to
/// <see cref="WasmLimits.NestedCalls"/> deep, on what the outermost call has left. After a trap further calls are allowed.
/// </summary>
/// <remarks>
/// Dispose interrupts a running call and waits for its end; called from inside that call it throws. Afterwards everything of the
/// store throws <see cref="ObjectDisposedException"/>, and spans of its memories must no longer be touched.
/// </remarks>
public interface IWasmStore : IDisposable
{
    IWasmEngine Engine { get; }

    WasmLimits Limits { get; }

    /// <summary>Whatever the host wants its host functions to find.</summary>
    object? State { get; set; }

    /// <summary>Units for each of the following outermost calls; starts as <see cref="WasmLimits.Fuel"/>.</summary>
    ulong Fuel { get; set; }

    /// <summary>Wall-clock time for each of the following outermost calls; starts as <see cref="WasmLimits.Deadline"/>.</summary>
    TimeSpan Deadline { get; set; }

    /// <summary>
    /// Asks <paramref name="resolve"/> for each import in order, links, initialises and runs the start function, on the budget
    /// <see cref="WasmLimits.InstantiationFuel"/> and the deadline. Whatever went wrong is in the result.
    /// </summary>
    WasmInstantiation Instantiate(IWasmModule module, WasmImportResolver? resolve = null);

    /// <summary>
    /// Ends the call that runs now with <see cref="WasmTrap.Interrupted"/>, from any thread. False when none runs; a later call
    /// is not affected.
    /// </summary>
    bool Interrupt();

    /// <summary>A function of the host with a type of its own, for tables and for exports to other instances.</summary>
    WasmFunction CreateFunction(WasmFunctionType type, WasmHostFunction function);

    /// <exception cref="ArgumentException">The minimum is above <see cref="WasmLimits.MemoryBytes"/>, or the type not valid.</exception>
    WasmMemory CreateMemory(WasmMemoryType type);

    /// <summary>A table filled with <paramref name="initial"/>.</summary>
    /// <exception cref="ArgumentException">The minimum is above <see cref="WasmLimits.TableElements"/>, or the type not valid.</exception>
    WasmTable CreateTable(WasmTableType type, WasmValue initial = default);

    WasmGlobal CreateGlobal(WasmGlobalType type, WasmValue initial);

    /// <summary>The function behind a non-null <c>funcref</c> of this store.</summary>
    WasmFunction GetFunction(WasmValue reference);
}

/// <summary>
/// Answers one import with a <see cref="WasmHostFunction"/> (which takes the import's own type), or with something of the same
/// store. Null refuses the instance with <see cref="WasmRefusalKind.Link"/>.
/// </summary>
public delegate WasmExtern? WasmImportResolver(WasmImportType import);

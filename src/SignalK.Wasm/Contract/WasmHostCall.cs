namespace SignalK.Wasm;

/// <summary>What a host function sees of the call it serves; gone when it returns.</summary>
public readonly ref struct WasmHostCall
{
    readonly HostScope _scope;

    internal WasmHostCall(HostScope scope) => _scope = scope;

    public IWasmStore Store => _scope.Store;

    /// <summary>The store's <see cref="IWasmStore.State"/>.</summary>
    public object? State => _scope.Store.State;

    /// <summary>
    /// The instance whose import this is. Null while it is being made (segments, start function), and for a function made by
    /// <see cref="IWasmStore.CreateFunction"/>.
    /// </summary>
    public IWasmInstance? Instance => _scope.Instance;

    public bool HasMemory => _scope.Memory is not null;

    /// <summary>The memory that the instance exports, whatever its name.</summary>
    /// <exception cref="WasmTrapException">There is none: <see cref="WasmTrap.HostError"/>.</exception>
    public WasmMemory Memory => _scope.Memory ?? throw new WasmTrapException(WasmTrap.HostError, "the caller exports no memory");

    /// <summary>
    /// Cancelled at the deadline and by an interrupt. Pass it to every wait; a host function that ignores it ends when it
    /// returns, and then the call traps.
    /// </summary>
    public CancellationToken Cancellation => _scope.Cancellation;

    /// <summary>
    /// While the host makes the guest wait for something that takes its own time (a fetch), the deadline's clock stands still; an
    /// interrupt works as ever. Bound the wait by other means, and run nothing of the guest in it.
    /// </summary>
    public WasmHostWait Wait() => new(_scope.Gate);
}

/// <summary>A wait, until it is disposed.</summary>
public readonly ref struct WasmHostWait : IDisposable
{
    readonly CallGate? _gate;

    internal WasmHostWait(CallGate? gate)
    {
        _gate = gate;
        gate?.BeginWait();
    }

    public void Dispose() => _gate?.EndWait();
}

/// <summary>One for each binding of host functions to an instance, made with it: a call then allocates nothing.</summary>
abstract class HostScope
{
    public abstract IWasmStore Store { get; }
    public abstract IWasmInstance? Instance { get; }
    public abstract WasmMemory? Memory { get; }
    public abstract CancellationToken Cancellation { get; }

    /// <summary>Of the store; null where there is no store.</summary>
    public virtual CallGate? Gate => null;
}

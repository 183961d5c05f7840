using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

/// <summary>A <c>wasmtime_store_t</c> with its gate, its limits and the reasons that Wasmtime cannot carry.</summary>
sealed unsafe partial class WasmtimeStore : IWasmStore
{
    readonly WasmtimeEngine _engine;
    readonly nint _handle;
    readonly List<GCHandle> _pinned = [];
    readonly List<WasmtimeInstance> _instances = [];
    bool _freed;

    public WasmtimeStore(WasmtimeEngine engine, WasmLimits limits)
    {
        (_engine, Api, Limits) = (engine, engine.Library.Api, limits);
        (Fuel, Deadline) = (limits.Fuel, limits.Deadline);
        Gate = new CallGate(engine.Ticker);
        _handle = Api.StoreNew(engine.Handle, 0, 0);
        Context = Api.StoreContext(_handle);
        // Instances, tables and memories are counted on our side: Wasmtime's count includes those it makes for the host's own.
        Api.StoreLimiter(_handle, limits.MemoryBytes, limits.TableElements, -1, -1, -1);
        delegate* unmanaged[Cdecl]<nint, nint, ulong*, byte*, nint> onEpoch = &OnEpoch;
        Api.StoreEpochCallback(_handle, (nint)onEpoch, Pin(this), 0);
    }

    public IWasmEngine Engine => _engine;

    public WasmLimits Limits { get; }

    public object? State { get; set; }

    public ulong Fuel { get; set; }

    public TimeSpan Deadline { get; set; }

    internal WasmtimeApi Api { get; }

    /// <summary><c>wasmtime_context_t*</c>.</summary>
    internal nint Context { get; }

    internal CallGate Gate { get; }

    public bool Interrupt() => Gate.Interrupt();

    public void Dispose()
    {
        Gate.Dispose();
        if (Interlocked.Exchange(ref _freed, true))
            return;
        Api.StoreDelete(_handle);
        foreach (var handle in _pinned)
            handle.Free();
    }

    /// <summary>The store for something that is not a call.</summary>
    internal Visit Enter()
    {
        Gate.Enter(Timeout.InfiniteTimeSpan);
        return new Visit(Gate);
    }

    /// <summary>A handle on an object that native code passes back, freed with the store.</summary>
    internal nint Pin(object target)
    {
        var handle = GCHandle.Alloc(target);
        _pinned.Add(handle);
        return GCHandle.ToIntPtr(handle);
    }

    /// <summary>Every 10 ms of guest time: goes on, or ends the call and keeps why.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static nint OnEpoch(nint context, nint data, ulong* delta, byte* kind)
    {
        var store = Unsafe.As<WasmtimeStore>(GCHandle.FromIntPtr(data).Target!);
        *delta = 1;
        *kind = 0;
        var reason = store.Gate.StopReason;
        if (reason == WasmTrap.None)
            return 0;
        store._pending = new WasmOutcome(reason, 0);
        return store.Api.NewHostError();
    }

    internal readonly ref struct Visit(CallGate gate)
    {
        public void Dispose() => gate.Exit();
    }
}

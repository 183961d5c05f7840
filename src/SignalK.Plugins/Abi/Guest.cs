using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Abi;

/// <summary>
/// One instance of a plugin's module behind the calls that a host makes of a plugin. For the plugin's own thread, but
/// <see cref="Interrupt"/>. After a trap the instance's state is anybody's guess: discard it.
/// </summary>
/// <remarks>No call throws for what a guest did; pointers and lengths that it gave are checked before they are used.</remarks>
internal sealed partial class Guest : IDisposable
{
    readonly IWasmStore _store;
    readonly WasiContext? _wasi;
    readonly GuestExports _exports;
    readonly GuestRunner _runner;
    readonly GuestConvention _convention;
    readonly GuestImports _imports;

    Guest(IWasmStore store, WasiContext? wasi, GuestExports exports, GuestRunner runner, GuestConvention convention, GuestImports imports)
    {
        (_store, _wasi, _exports, _runner, _convention, _imports) = (store, wasi, exports, runner, convention, imports);
        _deltaHandler = exports.Find("delta_handler");
        _eventHandler = exports.Find("event_handler");
        _poll = exports.Find("poll");
    }

    public GuestKind Kind => _convention.Kind;

    public bool HandlesDeltas => _deltaHandler is not null;

    public bool HandlesEvents => _eventHandler is not null;

    public bool Polls => _poll is not null;

    public bool HasExport(string name) => _exports.Find(name) is not null;

    /// <summary>Of the guest's memory now; it never shrinks.</summary>
    public long MemoryBytes => _exports.Memory.Length;

    /// <summary>Whether it changed files since this was last asked.</summary>
    public bool TakeFileChange()
    {
        if (_wasi is not { HasChanged: true })
            return false;
        _wasi.HasChanged = false;
        return true;
    }

    /// <summary>What the module imports and nobody provides: each answers 0 and was logged.</summary>
    public IReadOnlyList<string> UnknownImports => _imports.Unknown;

    /// <summary>
    /// For each of the following calls: fuel for all that belongs to it, wall-clock time for each of the functions of the guest that it
    /// takes (allocation, handler).
    /// </summary>
    public void SetBudget(ulong fuel, TimeSpan deadline) => _runner.SetBudget(fuel, deadline);

    /// <summary>Ends the call that runs now, from any thread; false when none runs.</summary>
    public bool Interrupt() => _store.Interrupt();

    /// <summary>Interrupts what runs and waits for its end.</summary>
    public void Dispose()
    {
        _store.Dispose();
        _wasi?.Dispose();
    }
}

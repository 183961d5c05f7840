using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime;

/// <summary>A host function as one instance imports it: what native code calls, through a handle on this object.</summary>
sealed unsafe class HostBinding(WasmtimeStore store, WasmtimeScope scope, WasmFunctionType type, WasmHostBody body)
{
    readonly int _parameters = type.Parameters.Length;
    readonly int _results = type.Results.Length;
    readonly bool _references = WasmtimeFunction.ContainsReference(type.Results);

    public static nint Callback => (nint)(delegate* unmanaged[Cdecl]<nint, nint, WasmValue*, nint, nint>)&Invoke;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static nint Invoke(nint environment, nint caller, WasmValue* slots, nint count) =>
        Unsafe.As<HostBinding>(GCHandle.FromIntPtr(environment).Target!).Run(caller, slots);

    // HOT PATH: 0 B. Nothing may leave it but a trap: an exception would cross native frames.
    [SkipLocalsInit]
    nint Run(nint caller, WasmValue* slots)
    {
        try
        {
            scope.Caller = caller;
            // Wasmtime passes arguments and results in one array; a host function sees two.
            Span<WasmValue> arguments = stackalloc WasmValue[_parameters];
            store.FromNative(type.Parameters, slots, arguments);
            for (var i = 0; i < _results; i++)
                slots[i] = default;
            Span<WasmValue> results = new(slots, _results);
            body(new WasmHostCall(scope), arguments, results);
            if (_references)
                store.ToNative(type.Results, slots);
            var reason = store.Gate.StopReason;
            return reason == WasmTrap.None ? 0 : store.RaiseHostTrap(reason, null);
        }
        catch (WasmTrapException trap)
        {
            return store.RaiseHostTrap(trap.Trap, trap.Detail, trap.ExitCode);
        }
        catch (Exception error)
        {
            return store.RaiseHostTrap(WasmTrap.HostError, error.Message);
        }
    }
}

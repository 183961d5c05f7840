using System.Runtime.CompilerServices;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe partial class WasmtimeStore
{
    // Why the guest is being unwound; Wasmtime gives back only an error without a code.
    WasmOutcome _pending;

    // HOT PATH: 0 B, two interlocked operations, four native calls of which one runs the guest.
    [SkipLocalsInit]
    internal WasmOutcome Call(WasmtimeFunction function, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        var outermost = Gate.Enter(Deadline);
        try
        {
            if (Gate.Depth > WasmLimits.NestedCalls)
                return TooDeep();
            var slots = stackalloc WasmValue[function.Slots];
            Copy(arguments, slots);
            if (function.TakesReferences)
                ToNative(function.Type.Parameters, slots);
            var fuel = outermost ? StartFuel() : RemainingFuel();
            var native = function.Native;
            nint trap = 0;
            var error = Api.FuncCall(Context, &native, slots, function.Slots, &trap);
            if (error != 0 || trap != 0)
                return Fail(error, trap, fuel);
            var used = fuel - RemainingFuel();
            FromNative(function.Type.Results, slots, results);
            return new WasmOutcome(WasmTrap.None, used);
        }
        finally
        {
            Gate.Exit();
        }
    }

    /// <summary>Keeps why a host function ends the guest, and makes the trap that does it.</summary>
    internal nint RaiseHostTrap(WasmTrap trap, string? message, int exitCode = 0)
    {
        _pending = new WasmOutcome(trap, 0, exitCode, message);
        return Api.NewHostTrap();
    }

    static WasmOutcome TooDeep() => new(WasmTrap.StackOverflow, 0, 0, "calls between host and guest are nested too deep");

    /// <summary>Word by word: a load of 16 bytes would wait for the two stores of 8 that just made the value.</summary>
    static void Copy(ReadOnlySpan<WasmValue> from, WasmValue* to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            ((ulong*)to)[2 * i] = from[i].U64;
            ((ulong*)to)[2 * i + 1] = from[i].High;
        }
    }

    ulong StartFuel()
    {
        Api.SetFuel(Context, Fuel);
        Api.SetEpochDeadline(Context, 1);
        return Fuel;
    }

    ulong RemainingFuel()
    {
        ulong fuel;
        Api.GetFuel(Context, &fuel);
        return fuel;
    }

    /// <summary>The outcome of a call that ended with an error or a trap; frees both.</summary>
    WasmOutcome Fail(nint error, nint trap, ulong fuel)
    {
        var used = fuel - RemainingFuel();
        var pending = _pending;
        _pending = default;
        string? message = null;
        byte? code = null;
        if (trap != 0)
            code = Api.TakeTrap(trap);
        if (error != 0)
            message = Api.TakeError(error);
        if (code is { } known)
        {
            var kind = FromTrapCode(known);
            // The counter may stand a little below zero when it runs out: the limit is what was used.
            return new WasmOutcome(kind, kind == WasmTrap.OutOfFuel ? fuel : used);
        }
        return pending.Trap != WasmTrap.None
            ? pending with { FuelUsed = used }
            : new WasmOutcome(WasmTrap.HostError, used, 0, $"Wasmtime: {message ?? "a trap without a code"}");
    }

    WasmTrap FromTrapCode(byte code) => code switch
    {
        0 => WasmTrap.StackOverflow,
        1 => WasmTrap.MemoryOutOfBounds,
        3 => WasmTrap.TableOutOfBounds,
        4 => WasmTrap.NullReference,
        5 => WasmTrap.BadSignature,
        6 => WasmTrap.IntegerOverflow,
        7 => WasmTrap.DivisionByZero,
        8 => WasmTrap.BadConversion,
        9 => WasmTrap.Unreachable,
        10 => Gate.StopReason == WasmTrap.None ? WasmTrap.Interrupted : Gate.StopReason,
        11 => WasmTrap.OutOfFuel,
        13 => WasmTrap.NullReference,
        _ => WasmTrap.HostError,
    };
}

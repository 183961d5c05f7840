namespace SignalK.Wasm.Managed;

sealed unsafe partial class ManagedStore
{
    const string TooDeep = "calls between host and guest are nested too deep";

    // HOT PATH: 0 B, two interlocked operations.
    internal WasmOutcome Call(ManagedFunction function, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        var outermost = Gate.Enter(Deadline);
        try
        {
            if (Gate.Depth > WasmLimits.NestedCalls)
                return new WasmOutcome(WasmTrap.StackOverflow, 0, 0, TooDeep);
            if (outermost)
                _machine.SetFuel(Fuel);
            var layout = function.Layout;
            var slots = _machine.Top;
            if ((byte*)(slots + layout.Slots) > _machine.StackEnd)
                return new WasmOutcome(WasmTrap.StackOverflow, 0);
            Write(layout.Parameters, arguments, slots);
            var before = _machine.FuelUsed;
            var returned = function is ManagedHostFunction
                ? _machine.InvokeHost(function.Number)
                : _machine.Invoke(function.Number);
            var used = _machine.FuelUsed - before;
            if (!returned)
                return Trapped(used, outermost);
            Read(layout.Results, slots, results);
            return new WasmOutcome(WasmTrap.None, used);
        }
        finally
        {
            Gate.Exit();
        }
    }

    WasmOutcome Trapped(ulong used, bool outermost)
    {
        if (outermost && _machine.Trap == WasmTrap.StackOverflow)
            _machine.TrimStacks();
        return new WasmOutcome(_machine.Trap, used, _machine.ExitCode, _machine.TrapMessage);
    }
}

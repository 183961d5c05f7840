using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// Runs functions of the guest, as many as one call of the host takes (allocation, handler, release), on one budget, and keeps
/// how it went: after a trap or a fault nothing more of the call runs.
/// </summary>
internal sealed class GuestRunner(IWasmStore store, GuestExports exports)
{
    ulong _fuel = WasmLimits.UnlimitedFuel;
    ulong _used;
    WasmOutcome _outcome;
    string? _fault;

    public void SetBudget(ulong fuel, TimeSpan deadline)
    {
        _fuel = fuel;
        store.Deadline = deadline;
    }

    public void Begin() => (_used, _outcome, _fault) = (0, default, null);

    public GuestCall End() => new(_outcome with { FuelUsed = _used }, Fault: _fault);

    /// <summary>Whether nothing went wrong since <see cref="Begin"/>.</summary>
    public bool IsWell => _outcome.Returned && _fault is null;

    /// <summary>Ends the call with a fault of the guest's answer. Always false.</summary>
    public bool Fail(string fault)
    {
        _fault ??= fault;
        return false;
    }

    /// <summary>A function of the guest's runtime.</summary>
    public bool Run(GuestFunction function, ReadOnlySpan<WasmValue> arguments, out int result)
    {
        result = 0;
        if (!IsWell)
            return false;
        store.Fuel = _fuel == WasmLimits.UnlimitedFuel ? _fuel : _fuel - Math.Min(_fuel, _used);
        var outcome = function.Call(arguments, out result);
        _used += outcome.FuelUsed;
        if (outcome.Returned)
            return true;
        _outcome = outcome;
        return false;
    }

    /// <summary>A function of the plugin's author, which may have default values.</summary>
    public bool RunExport(GuestFunction function, ReadOnlySpan<WasmValue> arguments, out int result)
    {
        result = 0;
        if (exports.ArgumentsLength is { } length)
            length.Value = arguments.Length;
        else if (exports.SetArgumentsLength is { } tell && !Run(tell, [arguments.Length], out _))
            return false;
        return Run(function, arguments, out result);
    }
}

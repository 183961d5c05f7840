namespace SignalK.Wasm;

/// <summary>How a call ended: data, never an exception.</summary>
/// <param name="Trap"><see cref="WasmTrap.None"/> when the function returned; its results are in the caller's span then.</param>
/// <param name="FuelUsed">Units burned by this call with all it nested. Exact after a return with fuel left, the limit when it
/// ran out; after another trap a lower bound on Wasmtime.</param>
/// <param name="ExitCode">The code of <see cref="WasmTrap.Exit"/>, else 0.</param>
/// <param name="Message">More about a trap, or null.</param>
public readonly record struct WasmOutcome(WasmTrap Trap, ulong FuelUsed, int ExitCode = 0, string? Message = null)
{
    public bool Returned => Trap == WasmTrap.None;

    /// <summary>For host functions that call back into the guest and want its trap to be theirs.</summary>
    /// <exception cref="WasmTrapException">The call trapped.</exception>
    public void ThrowIfTrapped()
    {
        if (Trap != WasmTrap.None)
            throw new WasmTrapException(Trap, Message, ExitCode);
    }

    /// <summary><c>returned</c>, <c>exit(3)</c>, <c>unreachable</c>, <c>host-error: message</c>.</summary>
    public override string ToString() => Trap switch
    {
        WasmTrap.None => "returned",
        WasmTrap.Exit => $"exit({ExitCode})",
        _ => Message is null ? Trap.ToText() : $"{Trap.ToText()}: {Message}",
    };
}

using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>How a call into a guest ended, with all the small calls around it (allocation, strings).</summary>
/// <param name="Outcome">Of the first call that trapped, else of the last; the fuel of all of them.</param>
/// <param name="IsMissing">The guest exports no such function: nothing ran.</param>
/// <param name="Fault">What was wrong with an answer that came back (not a string, not in memory, too long); null as a rule.</param>
public readonly record struct GuestCall(WasmOutcome Outcome, bool IsMissing = false, string? Fault = null)
{
    public static GuestCall Missing { get; } = new(default, IsMissing: true);

    public bool Returned => !IsMissing && Fault is null && Outcome.Returned;
}

using System.Diagnostics.CodeAnalysis;

namespace SignalK.Wasm;

/// <summary>
/// An instance; or a refusal, before anything ran; or the trap of a segment or of the start function, whose effects up to there
/// remain in what was imported.
/// </summary>
/// <param name="Outcome">With the fuel that was burned, also after success.</param>
public readonly record struct WasmInstantiation(IWasmInstance? Instance, WasmRefusal? Refusal, WasmOutcome Outcome)
{
    [MemberNotNullWhen(true, nameof(Instance))]
    public bool Succeeded => Instance is not null;

    /// <summary>What went wrong, in one line; <c>ok</c> when nothing did.</summary>
    public override string ToString() => Instance is not null ? "ok" : Refusal?.ToString() ?? Outcome.ToString();
}

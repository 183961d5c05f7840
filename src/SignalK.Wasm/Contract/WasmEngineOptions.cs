namespace SignalK.Wasm;

/// <summary>What holds for every module and store of an engine.</summary>
public sealed record WasmEngineOptions
{
    public static WasmEngineOptions Default { get; } = new();

    /// <summary>
    /// Every float operation that makes a NaN makes the positive canonical one, on both engines: for replay and differential
    /// tests. On Wasmtime it costs up to 2.4 times on float code.
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>The highest <see cref="WasmLimits.MemoryBytes"/> of any store: address space reserved for each memory.</summary>
    public long MemoryBytes { get; init; } = 256 << 20;

    /// <summary>Native stack for guest frames (Wasmtime only); a call from a thread with less left moves to one that has it.</summary>
    public int StackBytes { get; init; } = 512 << 10;

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

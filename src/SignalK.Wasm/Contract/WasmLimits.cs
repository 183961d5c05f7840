namespace SignalK.Wasm;

/// <summary>
/// What a module may ask for and a call may use, fixed by the caller. The first group is checked at load, by our own decoder and
/// for both engines alike; the second holds for a store and its calls.
/// </summary>
public sealed record WasmLimits
{
    public static WasmLimits Default { get; } = new();

    /// <summary>Fuel without an end; what is used is still counted.</summary>
    public const ulong UnlimitedFuel = ulong.MaxValue;

    /// <summary>Guest to host to guest, both engines: each level holds frames of ours on the native stack.</summary>
    public const int NestedCalls = 32;

    // A module. Numbers marked W are Wasmtime's own implementation limits, kept on both engines.

    /// <summary>Bytes of the whole module. The largest plugins seen (AssemblyScript, Rust, TinyGo) have 2 MB.</summary>
    public int ModuleBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of one function's body; compile time is worse than linear in it.</summary>
    public int FunctionBytes { get; init; } = 1 << 20;

    public int Types { get; init; } = 10_000;
    public int Functions { get; init; } = 100_000;
    public int Imports { get; init; } = 1_000;
    public int Exports { get; init; } = 10_000;
    public int Globals { get; init; } = 10_000;
    public int Tables { get; init; } = 16;
    public int ElementSegments { get; init; } = 10_000;
    public int DataSegments { get; init; } = 10_000;

    /// <summary>Parameters, and as many results, of one function type (W).</summary>
    public int Parameters { get; init; } = 1_000;

    /// <summary>Locals of one function, parameters included (W).</summary>
    public int Locals { get; init; } = 50_000;

    /// <summary>Targets of one <c>br_table</c>, the default aside (W).</summary>
    public int BranchTargets { get; init; } = 65_520;

    /// <summary>Depth of nested blocks in one function; each level costs a validator and a compiler memory.</summary>
    public int BlockDepth { get; init; } = 10_000;

    /// <summary>
    /// Locals of a function times its deepest nesting of loops. 200 by 200 compile in 0.25 s, 500 by 500 in 1.9 s and
    /// 449 MB, 2 000 by 2 000 (32 KB of code) in 91 s and 6.7 GB.
    /// </summary>
    public long LocalsTimesLoops { get; init; } = 100_000;

    /// <summary>
    /// Operands on the stack of one function while it is validated. A call of two bytes can push 1 000: a megabyte of them, twice
    /// each, took a gigabyte.
    /// </summary>
    public int Operands { get; init; } = 50_000;

    /// <summary>
    /// Types that validation may compare for a module in signatures of calls and labels. Code of real programs
    /// stays below twice its size; 32 MB of calls with 1 000 parameters would take a minute.
    /// </summary>
    public long SignatureChecks { get; init; } = 100_000_000;

    // A store and its calls.

    /// <summary>
    /// Bytes of each linear memory, at load (declared minimum) as at growth. Reserved address space, resident only when touched.
    /// At most the engine's <see cref="WasmEngineOptions.MemoryBytes"/>.
    /// </summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>Elements of all tables of a module together at load; of each table at growth. 16 bytes each.</summary>
    public int TableElements { get; init; } = 100_000;

    /// <summary>Instances of one store: a plugin needs one, linked modules a few.</summary>
    public int Instances { get; init; } = 16;

    /// <summary>
    /// Guest frames on the stack, exact on the managed engine. On Wasmtime the engine's
    /// <see cref="WasmEngineOptions.StackBytes"/> decide: 512 KiB hold 10 921 empty frames.
    /// </summary>
    public int CallDepth { get; init; } = 10_000;

    /// <summary>
    /// Units that one outermost call may burn. The default is some seconds of work on the managed engine of a small computer.
    /// </summary>
    public ulong Fuel { get; init; } = 1_000_000_000;

    /// <summary>Units for making an instance (segments, start function), outside the schedule of calls.</summary>
    public ulong InstantiationFuel { get; init; } = 1_000_000_000;

    /// <summary>
    /// Wall-clock time of one outermost call, and of making an instance; checked every 10 ms.
    /// <see cref="Timeout.InfiniteTimeSpan"/> is none.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);
}

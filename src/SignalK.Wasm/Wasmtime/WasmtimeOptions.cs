namespace SignalK.Wasm.Wasmtime;

/// <summary>How Wasmtime is found and how it compiles.</summary>
public sealed record WasmtimeOptions
{
    public static WasmtimeOptions Default { get; } = new();

    /// <summary>The library's file; null searches. Ignored by a binary that has Wasmtime linked in.</summary>
    public string? Library { get; init; }

    /// <summary>Compiles in a child process; null compiles in this one, with no limit of time or memory.</summary>
    public WasmtimeCompiler? Compiler { get; init; }

    /// <summary>Keeps what was compiled; null compiles anew each time.</summary>
    public WasmtimeCache? Cache { get; init; }
}

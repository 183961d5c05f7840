using SignalK.Wasm.Wasi;

namespace SignalK.Appliance.Wasm;

/// <summary>What <c>signalk wasm run</c> was asked to do.</summary>
sealed record RunRequest
{
    public required string File { get; init; }

    /// <summary><c>managed</c>, <c>wasmtime</c>; null is the better one that there is.</summary>
    public string? Engine { get; init; }

    /// <summary>Null is without end.</summary>
    public ulong? Fuel { get; init; }

    public TimeSpan? Timeout { get; init; }

    public required long MemoryBytes { get; init; }

    public IReadOnlyList<WasiPreopen> Folders { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public bool Json { get; init; }

    /// <summary>The exported function to call; null runs the program.</summary>
    public string? Function { get; init; }

    /// <summary>Of the function, or of the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

namespace SignalK.Wasm.Validation;

/// <summary>What the code of a module may refer to (specification 3.1.1).</summary>
sealed class ValidationContext
{
    public required WasmFunctionType[] Types { get; init; }
    public required int[] FunctionTypes { get; init; }
    public required WasmTableType[] Tables { get; init; }
    public required bool HasMemory { get; init; }
    public required WasmGlobalType[] Globals { get; init; }
    public required WasmValueType[] Elements { get; init; }

    /// <summary>What the data count section says, -1 without one.</summary>
    public required int DataSegments { get; init; }

    public required HashSet<int> Declared { get; init; }
    public required WasmLimits Limits { get; init; }
}

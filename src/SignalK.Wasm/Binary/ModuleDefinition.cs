namespace SignalK.Wasm.Binary;

/// <summary>A module that was decoded and validated: immutable, shared by every instance. Both engines take what they need.</summary>
sealed class ModuleDefinition
{
    /// <summary>The module itself; function bodies and data are slices of it.</summary>
    public required byte[] Bytes { get; init; }

    public required WasmModuleInfo Info { get; init; }
    public required WasmFunctionType[] Types { get; init; }

    /// <summary>Type index of each function, imported ones first.</summary>
    public required int[] FunctionTypes { get; init; }

    public required int ImportedFunctions { get; init; }
    public required WasmTableType[] Tables { get; init; }
    public required int ImportedTables { get; init; }
    public required WasmMemoryType? Memory { get; init; }
    public required bool MemoryImported { get; init; }
    public required WasmGlobalType[] Globals { get; init; }
    public required int ImportedGlobals { get; init; }

    /// <summary>Initial values of the globals that the module defines.</summary>
    public required ConstantExpression[] GlobalValues { get; init; }

    public required ImportDefinition[] Imports { get; init; }
    public required ExportDefinition[] Exports { get; init; }

    /// <summary>Index of the start function, -1 for none.</summary>
    public required int Start { get; init; }

    public required ElementSegment[] Elements { get; init; }
    public required DataSegment[] Data { get; init; }

    /// <summary>Bodies of the functions that the module defines.</summary>
    public required FunctionBody[] Bodies { get; init; }

    public WasmFunctionType TypeOf(int function) => Types[FunctionTypes[function]];
}

/// <summary>An import in the order of its section; <paramref name="Index"/> counts within its kind.</summary>
readonly record struct ImportDefinition(WasmImportType Import, int Index);

readonly record struct ExportDefinition(string Name, WasmExternKind Kind, int Index);

/// <summary>A slice of the module's bytes that holds a constant expression with its <c>end</c>.</summary>
readonly record struct ConstantExpression(int Start, int End);

enum SegmentMode : byte
{
    Passive,
    Active,
    Declarative,
}

/// <summary>Elements as function indices (-1 is null) or, where any needs more, as expressions.</summary>
sealed record ElementSegment(
    SegmentMode Mode, int Table, ConstantExpression Offset, WasmValueType Type, int[]? Functions,
    ConstantExpression[]? Expressions)
{
    public int Count => Functions?.Length ?? Expressions!.Length;
}

readonly record struct DataSegment(SegmentMode Mode, ConstantExpression Offset, int Start, int Length);

/// <summary>The code of one function: <paramref name="Start"/> is behind the declarations of locals.</summary>
/// <param name="Start">Offset of the first instruction.</param>
/// <param name="End">Offset behind the last <c>end</c>.</param>
/// <param name="Locals">Runs of declared locals, parameters not among them.</param>
readonly record struct FunctionBody(int Start, int End, LocalRun[] Locals);

readonly record struct LocalRun(int Count, WasmValueType Type);

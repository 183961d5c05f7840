namespace SignalK.Wasm;

/// <summary>Proposals beyond the first version that a module uses.</summary>
[Flags]
public enum WasmFeatures
{
    None = 0,
    MutableGlobals = 1 << 0,
    SignExtension = 1 << 1,
    SaturatingConversions = 1 << 2,
    MultiValue = 1 << 3,
    BulkMemory = 1 << 4,
    ReferenceTypes = 1 << 5,
    Simd = 1 << 6,
    TailCall = 1 << 7,
    ExtendedConst = 1 << 8,
}

/// <summary>What our own decoder read from a valid module; the same whichever engine runs it.</summary>
public sealed record WasmModuleInfo
{
    /// <summary>Length of the binary in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>In the order of the import section.</summary>
    public required IReadOnlyList<WasmImportType> Imports { get; init; }

    /// <summary>In the order of the export section.</summary>
    public required IReadOnlyList<WasmExportType> Exports { get; init; }

    /// <summary>The memory, imported or defined, exported or not; null when there is none.</summary>
    public WasmMemoryType? Memory { get; init; }

    /// <summary>Tables, imported ones first.</summary>
    public IReadOnlyList<WasmTableType> Tables { get; init; } = [];

    /// <summary>Functions defined by the module.</summary>
    public int Functions { get; init; }

    /// <summary>Globals defined by the module.</summary>
    public int Globals { get; init; }

    public bool HasStart { get; init; }

    public WasmFeatures Features { get; init; }

    /// <summary>Names of the custom sections, in order.</summary>
    public IReadOnlyList<string> CustomSections { get; init; } = [];
}

namespace SignalK.Wasm;

public enum WasmExternKind : byte
{
    Function = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
}

/// <summary>The type of something that a module imports or exports.</summary>
public abstract record WasmExternType
{
    public abstract WasmExternKind Kind { get; }
}

/// <summary>A table: elements of one reference type. A null <paramref name="Maximum"/> is "none declared".</summary>
public sealed record WasmTableType(WasmValueType Element, uint Minimum, uint? Maximum) : WasmExternType
{
    public override WasmExternKind Kind => WasmExternKind.Table;
    public override string ToString() => $"table {Minimum}{(Maximum is { } max ? $" {max}" : "")} {Element.ToText()}";
}

/// <summary>A linear memory, sizes in pages of 65 536 bytes. A null <paramref name="Maximum"/> is "none declared".</summary>
public sealed record WasmMemoryType(uint Minimum, uint? Maximum) : WasmExternType
{
    public const int PageBytes = 65_536;

    /// <summary>What 32-bit addresses reach.</summary>
    public const uint MaxPages = 65_536;

    public override WasmExternKind Kind => WasmExternKind.Memory;
    public override string ToString() => $"memory {Minimum}{(Maximum is { } max ? $" {max}" : "")}";
}

public sealed record WasmGlobalType(WasmValueType Value, bool Mutable) : WasmExternType
{
    public override WasmExternKind Kind => WasmExternKind.Global;
    public override string ToString() => Mutable ? $"global (mut {Value.ToText()})" : $"global {Value.ToText()}";
}

/// <summary>An import as the module's own import section asks for it.</summary>
public sealed record WasmImportType(string Module, string Name, WasmExternType Type)
{
    public override string ToString() => $"{Module}.{Name}: {Type}";
}

public sealed record WasmExportType(string Name, WasmExternType Type)
{
    public override string ToString() => $"{Name}: {Type}";
}

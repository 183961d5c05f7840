using System.Text;

namespace SignalK.Wasm.Tests.Contract;

/// <summary>Writes small modules in the binary format, for tests that need no file beside them.</summary>
sealed class ModuleBuilder
{
    readonly List<WasmFunctionType> _types = [];
    readonly List<byte[]> _imports = [], _functions = [], _tables = [], _memories = [], _globals = [], _exports = [],
        _elements = [], _code = [], _data = [];
    int? _start;
    int _importedFunctions;

    public int Type(WasmFunctionType type)
    {
        var known = _types.IndexOf(type);
        if (known >= 0)
            return known;
        _types.Add(type);
        return _types.Count - 1;
    }

    public int Import(string module, string name, WasmFunctionType type)
    {
        _imports.Add([.. Name(module), .. Name(name), 0, .. Unsigned((uint)Type(type))]);
        return _importedFunctions++;
    }

    public void ImportMemory(string module, string name, uint minimum, uint? maximum = null) =>
        _imports.Add([.. Name(module), .. Name(name), 2, .. Limits(minimum, maximum)]);

    public void ImportTable(string module, string name, uint minimum, uint? maximum = null) =>
        _imports.Add([.. Name(module), .. Name(name), 1, 0x70, .. Limits(minimum, maximum)]);

    public void ImportGlobal(string module, string name, WasmValueType type, bool mutable) =>
        _imports.Add([.. Name(module), .. Name(name), 3, (byte)type, mutable ? (byte)1 : (byte)0]);

    /// <summary>A function, exported under <paramref name="export"/> when that is given; the body ends with its own end.</summary>
    public int Function(WasmFunctionType type, Code body, string? export = null, params ReadOnlySpan<(int Count, WasmValueType Type)> locals)
    {
        List<byte> code = [.. Unsigned((uint)locals.Length)];
        foreach (var (count, local) in locals)
            code.AddRange([.. Unsigned((uint)count), (byte)local]);
        code.AddRange(body.Bytes);
        code.Add(0x0B);
        _functions.Add(Unsigned((uint)Type(type)));
        _code.Add([.. Unsigned((uint)code.Count), .. code]);
        var index = _importedFunctions + _functions.Count - 1;
        if (export is not null)
            Export(export, WasmExternKind.Function, index);
        return index;
    }

    public void Memory(uint minimum, uint? maximum = null, string? export = "memory")
    {
        _memories.Add(Limits(minimum, maximum));
        if (export is not null)
            Export(export, WasmExternKind.Memory, 0);
    }

    public void Table(uint minimum, uint? maximum = null, WasmValueType element = WasmValueType.FuncRef, string? export = null)
    {
        _tables.Add([(byte)element, .. Limits(minimum, maximum)]);
        if (export is not null)
            Export(export, WasmExternKind.Table, _tables.Count - 1);
    }

    public int Global(WasmValueType type, bool mutable, Code value, string? export = null)
    {
        _globals.Add([(byte)type, mutable ? (byte)1 : (byte)0, .. value.Bytes, 0x0B]);
        if (export is not null)
            Export(export, WasmExternKind.Global, _globals.Count - 1);
        return _globals.Count - 1;
    }

    public void Export(string name, WasmExternKind kind, int index) =>
        _exports.Add([.. Name(name), (byte)kind, .. Unsigned((uint)index)]);

    public void Start(int function) => _start = function;

    public void Elements(int offset, params ReadOnlySpan<int> functions)
    {
        List<byte> segment = [0, .. new Code().I32Const(offset).Bytes, 0x0B, .. Unsigned((uint)functions.Length)];
        foreach (var function in functions)
            segment.AddRange(Unsigned((uint)function));
        _elements.Add([.. segment]);
    }

    public void Data(int offset, ReadOnlySpan<byte> bytes) =>
        _data.Add([0, .. new Code().I32Const(offset).Bytes, 0x0B, .. Unsigned((uint)bytes.Length), .. bytes]);

    public byte[] Build()
    {
        List<byte> module = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
        Section(module, 1, [.. _types.Select(TypeBytes)]);
        Section(module, 2, _imports);
        Section(module, 3, _functions);
        Section(module, 4, _tables);
        Section(module, 5, _memories);
        Section(module, 6, _globals);
        Section(module, 7, _exports);
        if (_start is { } start)
            AddSection(module, 8, Unsigned((uint)start));
        Section(module, 9, _elements);
        Section(module, 10, _code);
        Section(module, 11, _data);
        return [.. module];
    }

    static byte[] TypeBytes(WasmFunctionType type) =>
    [
        0x60,
        .. Unsigned((uint)type.Parameters.Length), .. type.Parameters.ToArray().Select(each => (byte)each),
        .. Unsigned((uint)type.Results.Length), .. type.Results.ToArray().Select(each => (byte)each),
    ];

    static void Section(List<byte> module, byte id, List<byte[]> items)
    {
        if (items.Count > 0)
            AddSection(module, id, [.. Unsigned((uint)items.Count), .. items.SelectMany(item => item)]);
    }

    static void AddSection(List<byte> module, byte id, byte[] content)
    {
        module.Add(id);
        module.AddRange(Unsigned((uint)content.Length));
        module.AddRange(content);
    }

    static byte[] Limits(uint minimum, uint? maximum) =>
        maximum is { } max ? [1, .. Unsigned(minimum), .. Unsigned(max)] : [0, .. Unsigned(minimum)];

    static byte[] Name(string name) => [.. Unsigned((uint)Encoding.UTF8.GetByteCount(name)), .. Encoding.UTF8.GetBytes(name)];

    internal static byte[] Unsigned(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}

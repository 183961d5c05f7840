using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm.Validation;

namespace SignalK.Wasm.Binary;

/// <summary>
/// Decodes and validates a module (specification 2.0, chapters 3 and 5) within the caller's limits, before any engine sees it.
/// Also refuses what is beyond Wasmtime's own implementation limits, so that both engines take the same modules.
/// </summary>
ref partial struct ModuleDecoder
{
    const int HeaderBytes = 8;

    static readonly byte[] SectionOrder = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10];

    readonly WasmLimits _limits;
    readonly byte[] _bytes;
    WasmReader _reader;
    WasmFeatures _features;

    readonly List<string> _customSections = [];
    WasmFunctionType[] _types = [];
    readonly List<ImportDefinition> _imports = [];
    readonly List<int> _functionTypes = [];
    readonly List<WasmTableType> _tables = [];
    readonly List<WasmGlobalType> _globals = [];
    WasmMemoryType? _memory;
    int _importedFunctions, _importedTables, _importedGlobals;
    bool _memoryImported;
    ConstantExpression[] _globalValues = [];
    ExportDefinition[] _exports = [];
    int _start = -1;
    ElementSegment[] _elements = [];
    DataSegment[] _data = [];
    int _declaredData = -1;
    FunctionBody[] _bodies = [];
    ulong _tableElements;

    /// <summary>Functions that <c>ref.func</c> may name: those that appear outside of code.</summary>
    readonly HashSet<int> _declared = [];

    ModuleDecoder(byte[] bytes, WasmLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
        _reader = new WasmReader(bytes, 0, bytes.Length);
    }

    /// <summary>The module, or why it is refused. Never throws for what the bytes hold.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out ModuleDefinition? module, [NotNullWhen(false)] out WasmRefusal? refusal)
    {
        module = null;
        refusal = null;
        if (wasm.Length > limits.ModuleBytes)
        {
            refusal = WasmRefusal.Limit("module too large", (ulong)wasm.Length, (ulong)limits.ModuleBytes);
            return false;
        }
        try
        {
            module = new ModuleDecoder(wasm.ToArray(), limits).Decode();
            return true;
        }
        catch (RefusalException exception)
        {
            refusal = exception.Refusal;
            return false;
        }
    }

    ModuleDefinition Decode()
    {
        if (_bytes.Length < HeaderBytes || !_bytes.AsSpan(0, 4).SequenceEqual("\0asm"u8))
            WasmReader.Refuse("magic header not detected", 0);
        if (!_bytes.AsSpan(4, 4).SequenceEqual(new byte[] { 1, 0, 0, 0 }))
            WasmReader.Refuse("unknown binary version", 4);
        _reader.Skip(HeaderBytes);

        var last = 0;
        var hasCode = false;
        while (!_reader.AtEnd)
        {
            var at = _reader.Position;
            var id = _reader.Byte();
            if (id >= SectionOrder.Length)
                WasmReader.Refuse("malformed section id", at);
            var size = _reader.Length();
            var end = _reader.Position + size;
            if (id != 0)
            {
                if (SectionOrder[id] <= last)
                    WasmReader.Refuse("unexpected content after last section", at);
                last = SectionOrder[id];
                hasCode |= id == 10;
            }
            var rest = _reader;
            _reader = new WasmReader(_bytes, _reader.Position, end);
            Section(id);
            if (!_reader.AtEnd)
                _reader.Refuse("section size mismatch");
            rest.Skip(size);
            _reader = rest;
        }
        if (!hasCode && _functionTypes.Count > _importedFunctions)
            _reader.Refuse("function and code section have inconsistent lengths");
        if (_declaredData > 0 && _data.Length == 0)
            _reader.Refuse("data count and data section have inconsistent lengths");
        return Build();
    }

    void Section(byte id)
    {
        switch (id)
        {
            case 0: CustomSection(); break;
            case 1: TypeSection(); break;
            case 2: ImportSection(); break;
            case 3: FunctionSection(); break;
            case 4: TableSection(); break;
            case 5: MemorySection(); break;
            case 6: GlobalSection(); break;
            case 7: ExportSection(); break;
            case 8: StartSection(); break;
            case 9: ElementSection(); break;
            case 10: CodeSection(); break;
            case 11: DataSection(); break;
            default:
                _declaredData = (int)_reader.U32();
                if ((uint)_declaredData > (uint)_limits.DataSegments)
                    WasmReader.Limit("too many data segments", (uint)_declaredData, _limits.DataSegments, _reader.Position);
                _features |= WasmFeatures.BulkMemory;
                break;
        }
    }

    void CustomSection()
    {
        _customSections.Add(_reader.Name());
        _reader.Skip(_reader.Remaining);
    }

    ModuleDefinition Build()
    {
        ValidateBodies();
        var imports = _imports.Select(import => import.Import).ToArray();
        var definition = new ModuleDefinition
        {
            Bytes = _bytes,
            Types = _types,
            FunctionTypes = [.. _functionTypes],
            ImportedFunctions = _importedFunctions,
            Tables = [.. _tables],
            ImportedTables = _importedTables,
            Memory = _memory,
            MemoryImported = _memoryImported,
            Globals = [.. _globals],
            ImportedGlobals = _importedGlobals,
            GlobalValues = _globalValues,
            Imports = [.. _imports],
            Exports = _exports,
            Start = _start,
            Elements = _elements,
            Data = _data,
            Bodies = _bodies,
            Info = new WasmModuleInfo
            {
                Size = _bytes.Length,
                Imports = imports,
                Exports = ExportTypes(),
                Memory = _memory,
                Tables = [.. _tables],
                Functions = _bodies.Length,
                Globals = _globalValues.Length,
                HasStart = _start >= 0,
                Features = _features,
                CustomSections = [.. _customSections],
            },
        };
        return definition;
    }

    readonly WasmExportType[] ExportTypes()
    {
        var types = new WasmExportType[_exports.Length];
        for (var i = 0; i < types.Length; i++)
        {
            var export = _exports[i];
            types[i] = new WasmExportType(export.Name, export.Kind switch
            {
                WasmExternKind.Function => _types[_functionTypes[export.Index]],
                WasmExternKind.Table => _tables[export.Index],
                WasmExternKind.Memory => _memory!,
                _ => _globals[export.Index],
            });
        }
        return types;
    }

    void ValidateBodies()
    {
        if (_bodies.Length == 0)
            return;
        var context = new ValidationContext
        {
            Types = _types,
            FunctionTypes = [.. _functionTypes],
            Tables = [.. _tables],
            HasMemory = _memory is not null,
            Globals = [.. _globals],
            Elements = [.. _elements.Select(element => element.Type)],
            DataSegments = _declaredData,
            Declared = _declared,
            Limits = _limits,
        };
        var validator = new FunctionValidator(_bytes, context);
        for (var i = 0; i < _bodies.Length; i++)
            validator.Validate(_bodies[i], _types[_functionTypes[_importedFunctions + i]]);
        _features |= validator.Features;
    }
}

namespace SignalK.Wasm.Binary;

/// <summary>Types, imports, exports and what is declared by type alone.</summary>
ref partial struct ModuleDecoder
{
    // wasmparser's own limits.
    const uint MaxTableElements = 10_000_000;
    const int MaxTables = 100;

    void TypeSection()
    {
        var count = _reader.Count("types", _limits.Types);
        _types = new WasmFunctionType[count];
        for (var i = 0; i < count; i++)
        {
            if (_reader.Byte() != 0x60)
                _reader.Refuse("type is not a function");
            var parameters = ValueTypes("parameters");
            var results = ValueTypes("results");
            if (results.Length > 1)
                _features |= WasmFeatures.MultiValue;
            _types[i] = new WasmFunctionType(parameters, results);
        }
    }

    WasmValueType[] ValueTypes(string what)
    {
        var types = new WasmValueType[_reader.Count(what, _limits.Parameters)];
        for (var i = 0; i < types.Length; i++)
            types[i] = ValueType();
        return types;
    }

    WasmValueType ValueType()
    {
        var type = (WasmValueType)_reader.Byte();
        switch (type)
        {
            case WasmValueType.I32 or WasmValueType.I64 or WasmValueType.F32 or WasmValueType.F64:
                break;
            case WasmValueType.V128:
                _features |= WasmFeatures.Simd;
                break;
            case WasmValueType.FuncRef or WasmValueType.ExternRef:
                _features |= WasmFeatures.ReferenceTypes;
                break;
            default:
                _reader.Refuse("malformed value type");
                break;
        }
        return type;
    }

    WasmValueType ReferenceType()
    {
        var type = (WasmValueType)_reader.Byte();
        if (!type.IsReference())
            _reader.Refuse("malformed reference type");
        if (type == WasmValueType.ExternRef)
            _features |= WasmFeatures.ReferenceTypes;
        return type;
    }

    void ImportSection()
    {
        var count = _reader.Count("imports", _limits.Imports);
        for (var i = 0; i < count; i++)
        {
            var module = _reader.Name();
            var name = _reader.Name();
            var kind = _reader.Byte();
            (WasmExternType type, var index) = kind switch
            {
                0 => (_types[FunctionType()], _importedFunctions++),
                1 => (Table(), _importedTables++),
                2 => (Memory(), 0),
                3 => ((WasmExternType)Global(), _importedGlobals++),
                _ => throw new RefusalException(WasmRefusal.Invalid("malformed import kind", _reader.Position)),
            };
            _memoryImported |= kind == 2;
            if (type is WasmGlobalType { Mutable: true })
                _features |= WasmFeatures.MutableGlobals;
            _imports.Add(new ImportDefinition(new WasmImportType(module, name, type), index));
        }
    }

    /// <summary>Reads the type index of a function and adds the function.</summary>
    int FunctionType()
    {
        var type = _reader.U32();
        if (type >= (uint)_types.Length)
            _reader.Refuse("unknown type");
        _functionTypes.Add((int)type);
        return (int)type;
    }

    void FunctionSection()
    {
        var count = _reader.Count("functions", _limits.Functions - _functionTypes.Count);
        _functionTypes.EnsureCapacity(_functionTypes.Count + count);
        for (var i = 0; i < count; i++)
            FunctionType();
    }

    void TableSection()
    {
        var count = _reader.Count("tables", Math.Min(_limits.Tables, MaxTables));
        for (var i = 0; i < count; i++)
            Table();
    }

    WasmTableType Table()
    {
        var at = _reader.Position;
        var element = ReferenceType();
        var (minimum, maximum) = Limits(uint.MaxValue, "size minimum must not be greater than maximum");
        if (_tables.Count >= Math.Min(_limits.Tables, MaxTables))
            WasmReader.Limit("too many tables", (uint)_tables.Count + 1, Math.Min(_limits.Tables, MaxTables), at);
        if (minimum > MaxTableElements)
            WasmReader.Limit("table too large", minimum, MaxTableElements, at);
        _tableElements += minimum;
        if (_tableElements > (ulong)_limits.TableElements)
            WasmReader.Limit("too many table elements", _tableElements, _limits.TableElements, at);
        if (_tables.Count == 1)
            _features |= WasmFeatures.ReferenceTypes;
        var table = new WasmTableType(element, minimum, maximum);
        _tables.Add(table);
        return table;
    }

    void MemorySection()
    {
        var count = _reader.Count("memories", 1);
        for (var i = 0; i < count; i++)
            Memory();
    }

    WasmMemoryType Memory()
    {
        var at = _reader.Position;
        if (_memory is not null)
            _reader.Refuse("multiple memories");
        var (minimum, maximum) = Limits(WasmMemoryType.MaxPages, "memory size must be at most 65536 pages (4GiB)");
        var bytes = (ulong)minimum * WasmMemoryType.PageBytes;
        if (bytes > (ulong)_limits.MemoryBytes)
            WasmReader.Limit("memory too large", bytes, _limits.MemoryBytes, at);
        return _memory = new WasmMemoryType(minimum, maximum);
    }

    (uint Minimum, uint? Maximum) Limits(uint range, string beyond)
    {
        var flags = _reader.Byte();
        if (flags > 1)
            _reader.Refuse("malformed limits flags");
        var minimum = _reader.U32();
        uint? maximum = flags == 1 ? _reader.U32() : null;
        if (minimum > range || maximum > range)
            _reader.Refuse(beyond);
        if (minimum > maximum)
            _reader.Refuse("size minimum must not be greater than maximum");
        return (minimum, maximum);
    }

    WasmGlobalType Global()
    {
        var at = _reader.Position;
        var value = ValueType();
        var mutable = _reader.Byte();
        if (mutable > 1)
            _reader.Refuse("malformed mutability");
        if (_globals.Count >= _limits.Globals)
            WasmReader.Limit("too many globals", (uint)_globals.Count + 1, _limits.Globals, at);
        var global = new WasmGlobalType(value, mutable == 1);
        _globals.Add(global);
        return global;
    }

    void GlobalSection()
    {
        _globalValues = new ConstantExpression[_reader.Count("globals", _limits.Globals - _globals.Count)];
        for (var i = 0; i < _globalValues.Length; i++)
        {
            var type = Global();
            _globalValues[i] = Constant(type.Value);
        }
    }

    void ExportSection()
    {
        var count = _reader.Count("exports", _limits.Exports);
        _exports = new ExportDefinition[count];
        var names = new HashSet<string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = _reader.Name();
            if (!names.Add(name))
                _reader.Refuse("duplicate export name");
            var kind = _reader.Byte();
            var index = _reader.U32();
            var (known, what) = kind switch
            {
                0 => (_functionTypes.Count, "unknown function"),
                1 => (_tables.Count, "unknown table"),
                2 => (_memory is null ? 0 : 1, "unknown memory"),
                3 => (_globals.Count, "unknown global"),
                _ => (0, "malformed export kind"),
            };
            if (index >= (uint)known)
                _reader.Refuse(what);
            if (kind == 0)
                _declared.Add((int)index);
            if (kind == 3 && _globals[(int)index].Mutable)
                _features |= WasmFeatures.MutableGlobals;
            _exports[i] = new ExportDefinition(name, (WasmExternKind)kind, (int)index);
        }
    }

    void StartSection()
    {
        var function = _reader.U32();
        if (function >= (uint)_functionTypes.Count)
            _reader.Refuse("unknown function");
        var type = _types[_functionTypes[(int)function]];
        if (type.Parameters.Length + type.Results.Length != 0)
            _reader.Refuse("start function");
        _start = (int)function;
    }
}

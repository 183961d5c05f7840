namespace SignalK.Wasm.Binary;

/// <summary>Elements, data, code and the constant expressions among them.</summary>
ref partial struct ModuleDecoder
{
    void ElementSection()
    {
        _elements = new ElementSegment[_reader.Count("element segments", _limits.ElementSegments)];
        for (var i = 0; i < _elements.Length; i++)
            _elements[i] = Element();
    }

    ElementSegment Element()
    {
        var flags = _reader.U32();
        if (flags > 7)
            _reader.Refuse("malformed elements segment kind");
        var active = (flags & 1) == 0;
        var explicitIndex = (flags & 2) != 0;
        var expressions = (flags & 4) != 0;
        if (flags is not 0)
            _features |= WasmFeatures.BulkMemory;

        var table = 0;
        ConstantExpression offset = default;
        if (active)
        {
            table = explicitIndex ? (int)_reader.U32() : 0;
            if ((uint)table >= (uint)_tables.Count)
                _reader.Refuse("unknown table");
            offset = Constant(WasmValueType.I32);
        }
        var type = WasmValueType.FuncRef;
        if (!active || explicitIndex)
        {
            if (expressions)
                type = ReferenceType();
            else if (_reader.Byte() != 0)
                _reader.Refuse("malformed element kind");
        }
        if (active && _tables[table].Element != type)
            _reader.Refuse("type mismatch");

        var count = _reader.Count("elements", _reader.Remaining);
        var mode = active ? SegmentMode.Active : explicitIndex ? SegmentMode.Declarative : SegmentMode.Passive;
        if (expressions)
        {
            var items = new ConstantExpression[count];
            for (var i = 0; i < count; i++)
                items[i] = Constant(type);
            return new ElementSegment(mode, table, offset, type, null, items);
        }
        var functions = new int[count];
        for (var i = 0; i < count; i++)
        {
            var function = _reader.U32();
            if (function >= (uint)_functionTypes.Count)
                _reader.Refuse("unknown function");
            _declared.Add((int)function);
            functions[i] = (int)function;
        }
        return new ElementSegment(mode, table, offset, type, functions, null);
    }

    void DataSection()
    {
        _data = new DataSegment[_reader.Count("data segments", _limits.DataSegments)];
        if (_declaredData >= 0 && _declaredData != _data.Length)
            _reader.Refuse("data count and data section have inconsistent lengths");
        for (var i = 0; i < _data.Length; i++)
        {
            var flags = _reader.U32();
            if (flags > 2)
                _reader.Refuse("malformed data segment kind");
            if (flags == 2 && _reader.U32() != 0)
                _reader.Refuse("unknown memory");
            ConstantExpression offset = default;
            if (flags != 1)
            {
                if (_memory is null)
                    _reader.Refuse("unknown memory");
                offset = Constant(WasmValueType.I32);
            }
            else
            {
                _features |= WasmFeatures.BulkMemory;
            }
            var length = _reader.Length();
            _data[i] = new DataSegment(
                flags == 1 ? SegmentMode.Passive : SegmentMode.Active, offset, _reader.Position, length);
            _reader.Skip(length);
        }
    }

    void CodeSection()
    {
        var count = _reader.Count("functions", _limits.Functions);
        if (count != _functionTypes.Count - _importedFunctions)
            _reader.Refuse("function and code section have inconsistent lengths");
        _bodies = new FunctionBody[count];
        for (var i = 0; i < count; i++)
        {
            var at = _reader.Position;
            var length = _reader.Length();
            if (length > _limits.FunctionBytes)
                WasmReader.Limit("function too large", (ulong)length, _limits.FunctionBytes, at);
            var end = _reader.Position + length;
            var body = new WasmReader(_bytes, _reader.Position, end);
            var runs = Locals(ref body, _types[_functionTypes[_importedFunctions + i]].Parameters.Length);
            _bodies[i] = new FunctionBody(body.Position, end, runs);
            _reader.Skip(length);
        }
    }

    LocalRun[] Locals(ref WasmReader body, int parameters)
    {
        var at = body.Position;
        var runs = body.Count("runs of locals", _limits.Locals);
        if (runs == 0)
            return [];
        var locals = new LocalRun[runs];
        var total = (ulong)parameters;
        for (var i = 0; i < runs; i++)
        {
            var count = body.U32();
            total += count;
            if (total > uint.MaxValue)
                WasmReader.Refuse("too many locals", at);
            var section = _reader;
            _reader = body;
            var type = ValueType();
            body = _reader;
            _reader = section;
            locals[i] = new LocalRun((int)Math.Min(count, int.MaxValue), type);
        }
        if (total > (ulong)_limits.Locals)
            WasmReader.Limit("too many locals", total, _limits.Locals, at);
        return locals;
    }

    /// <summary>Validates a constant expression (3.3.10, and add, sub, mul of integers) of the given type.</summary>
    ConstantExpression Constant(WasmValueType expected)
    {
        var start = _reader.Position;
        Span<WasmValueType> stack = stackalloc WasmValueType[ConstantEvaluator.MaxDepth];
        var depth = 0;
        while (true)
        {
            var at = _reader.Position;
            var opcode = _reader.Byte();
            if (opcode == Opcode.End)
                break;
            if (opcode is Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul)
            {
                var type = opcode < Opcode.I64Add ? WasmValueType.I32 : WasmValueType.I64;
                if (depth < 2 || stack[depth - 1] != type || stack[depth - 2] != type)
                    WasmReader.Refuse("type mismatch", at);
                depth--;
                _features |= WasmFeatures.ExtendedConst;
                continue;
            }
            var pushed = ConstantOperand(opcode, at);
            if (depth == stack.Length)
                WasmReader.Limit("constant expression too deep", (ulong)depth + 1, stack.Length, at);
            stack[depth++] = pushed;
        }
        if (depth != 1 || stack[0] != expected)
            _reader.Refuse("type mismatch");
        return new ConstantExpression(start, _reader.Position);
    }

    WasmValueType ConstantOperand(byte opcode, int at)
    {
        switch (opcode)
        {
            case Opcode.I32Const:
                _reader.S32();
                return WasmValueType.I32;
            case Opcode.I64Const:
                _reader.S64();
                return WasmValueType.I64;
            case Opcode.F32Const:
                _reader.Skip(4);
                return WasmValueType.F32;
            case Opcode.F64Const:
                _reader.Skip(8);
                return WasmValueType.F64;
            case Opcode.SimdPrefix when _reader.U32() == Opcode.V128Const:
                _reader.Skip(16);
                _features |= WasmFeatures.Simd;
                return WasmValueType.V128;
            case Opcode.RefNull:
                return ReferenceType();
            case Opcode.RefFunc:
                var function = _reader.U32();
                if (function >= (uint)_functionTypes.Count)
                    WasmReader.Refuse("unknown function", at);
                _declared.Add((int)function);
                return WasmValueType.FuncRef;
            case Opcode.GlobalGet:
                var index = _reader.U32();
                if (index >= (uint)_importedGlobals)
                    WasmReader.Refuse("unknown global", at);
                if (_globals[(int)index].Mutable)
                    WasmReader.Refuse("constant expression required", at);
                return _globals[(int)index].Value;
            default:
                WasmReader.Refuse("constant expression required", at);
                return default;
        }
    }
}

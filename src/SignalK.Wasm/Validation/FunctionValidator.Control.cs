using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Validation;

/// <summary>Control instructions (3.3.8), calls and <c>select</c>.</summary>
sealed partial class FunctionValidator
{
    void Control(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case Opcode.Unreachable:
                MarkUnreachable();
                break;
            case Opcode.Nop:
                break;
            case Opcode.Block or Opcode.Loop or Opcode.If:
                Block(opcode, ref reader);
                break;
            case Opcode.Else:
                Else();
                break;
            case Opcode.End:
                End();
                break;
            case Opcode.Br:
                Pop(Label(reader.U32()));
                MarkUnreachable();
                break;
            case Opcode.BrIf:
                Pop(I32);
                var types = Label(reader.U32());
                Pop(types);
                Push(types);
                break;
            case Opcode.BrTable:
                BranchTable(ref reader);
                break;
            case Opcode.Return:
                Pop(_frames[0].Type.Results);
                MarkUnreachable();
                break;
            case Opcode.Call:
                Invoke(FunctionType(ref reader));
                break;
            case Opcode.CallIndirect:
                Invoke(IndirectType(ref reader));
                break;
            case Opcode.ReturnCall:
                TailCall(FunctionType(ref reader));
                break;
            case Opcode.ReturnCallIndirect:
                TailCall(IndirectType(ref reader));
                break;
            case Opcode.Drop:
                Pop();
                break;
            case Opcode.Select:
                Select();
                break;
            case Opcode.SelectTyped:
                TypedSelect(ref reader);
                break;
            default:
                Refuse("illegal opcode");
                break;
        }
    }

    void Block(byte opcode, ref WasmReader reader)
    {
        var type = BlockTypes.Read(ref reader, _context.Types, out var indexed);
        if (type is null)
            Refuse("unknown block type");
        if (indexed)
            Features |= WasmFeatures.MultiValue;
        if (opcode == Opcode.If)
            Pop(I32);
        Pop(type!.Parameters);
        PushFrame(opcode, type);
    }

    void Else()
    {
        if (_frames[_frameCount - 1].Opcode != Opcode.If)
            Refuse("else without if");
        var frame = PopFrame();
        PushFrame(Opcode.Else, frame.Type);
    }

    void End()
    {
        var frame = PopFrame();
        if (frame.Opcode == Opcode.If && !frame.Type.Parameters.SequenceEqual(frame.Type.Results))
            Refuse("type mismatch");
        Push(frame.Type.Results);
    }

    ReadOnlySpan<WasmValueType> Label(uint depth)
    {
        if (depth >= (uint)_frameCount)
            Refuse("unknown label");
        return _frames[_frameCount - 1 - (int)depth].LabelTypes;
    }

    void BranchTable(ref WasmReader reader)
    {
        Pop(I32);
        var count = reader.Count("branch targets", _limits.BranchTargets);
        var targets = reader;
        for (var i = 0; i < count; i++)
            reader.U32();
        var fallback = Label(reader.U32());
        for (var i = 0; i < count; i++)
        {
            var types = Label(targets.U32());
            if (types.Length != fallback.Length)
                Refuse("type mismatch");
            PopAndRestore(types);
        }
        Pop(fallback);
        MarkUnreachable();
    }

    /// <summary>Checks the operands against a target's types and leaves them, with what is unknown, as they are.</summary>
    void PopAndRestore(ReadOnlySpan<WasmValueType> types)
    {
        CountChecks(types.Length);
        ref var frame = ref _frames[_frameCount - 1];
        for (var i = 0; i < types.Length; i++)
        {
            var at = _operandCount - 1 - i;
            if (at < frame.Height)
            {
                if (!frame.Unreachable)
                    Refuse("type mismatch");
                return;
            }
            var actual = _operands[at];
            if (actual != types[^(i + 1)] && actual != Unknown)
                Refuse("type mismatch");
        }
    }

    WasmFunctionType FunctionType(ref WasmReader reader)
    {
        var function = reader.U32();
        if (function >= (uint)_context.FunctionTypes.Length)
            Refuse("unknown function");
        return _context.Types[_context.FunctionTypes[function]];
    }

    WasmFunctionType IndirectType(ref WasmReader reader)
    {
        var type = reader.U32();
        if (type >= (uint)_context.Types.Length)
            Refuse("unknown type");
        var table = TableType(reader.U32());
        if (table.Element != WasmValueType.FuncRef)
            Refuse("type mismatch");
        Pop(I32);
        return _context.Types[type];
    }

    void Invoke(WasmFunctionType type)
    {
        Pop(type.Parameters);
        Push(type.Results);
    }

    void TailCall(WasmFunctionType type)
    {
        Features |= WasmFeatures.TailCall;
        CountChecks(type.Results.Length);
        if (!type.Results.SequenceEqual(_frames[0].Type.Results))
            Refuse("type mismatch");
        Pop(type.Parameters);
        MarkUnreachable();
    }

    void Select()
    {
        Pop(I32);
        var first = Pop();
        var second = Pop();
        if (first.IsReference() || second.IsReference())
            Refuse("type mismatch");
        if (first != second && first != Unknown && second != Unknown)
            Refuse("type mismatch");
        Push(first == Unknown ? second : first);
    }

    void TypedSelect(ref WasmReader reader)
    {
        if (reader.U32() != 1)
            Refuse("invalid result arity");
        var type = ValueType(ref reader);
        Features |= WasmFeatures.ReferenceTypes;
        Pop(I32);
        Pop(type);
        Pop(type);
        Push(type);
    }

    WasmValueType ValueType(ref WasmReader reader)
    {
        var type = (WasmValueType)reader.Byte();
        if (type is not (>= V128 and <= I32 or WasmValueType.FuncRef or WasmValueType.ExternRef))
            Refuse("malformed value type");
        return type;
    }
}

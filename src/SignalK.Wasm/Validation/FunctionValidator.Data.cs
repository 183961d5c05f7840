using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Validation;

/// <summary>Everything but control: variables, tables, memory, numbers, vectors (3.3.1 to 3.3.7).</summary>
sealed partial class FunctionValidator
{
    void Instruction(ref WasmReader reader)
    {
        var opcode = reader.Byte();
        switch (opcode)
        {
            case < Opcode.LocalGet:
                Control(opcode, ref reader);
                break;
            case Opcode.LocalGet:
                Push(Local(ref reader));
                break;
            case Opcode.LocalSet:
                Pop(Local(ref reader));
                break;
            case Opcode.LocalTee:
                var local = Local(ref reader);
                Pop(local);
                Push(local);
                break;
            case Opcode.GlobalGet:
                Push(Global(ref reader).Value);
                break;
            case Opcode.GlobalSet:
                var global = Global(ref reader);
                if (!global.Mutable)
                    Refuse("global is immutable");
                Pop(global.Value);
                break;
            case Opcode.TableGet:
                var got = TableType(reader.U32());
                Pop(I32);
                Push(got.Element);
                Features |= WasmFeatures.ReferenceTypes;
                break;
            case Opcode.TableSet:
                Pop(TableType(reader.U32()).Element);
                Pop(I32);
                Features |= WasmFeatures.ReferenceTypes;
                break;
            case >= Opcode.I32Load and <= Opcode.I64Store32:
                Access(Signatures.Memory[opcode - Opcode.I32Load], ref reader);
                break;
            case Opcode.MemorySize or Opcode.MemoryGrow:
                Memory(ref reader);
                if (opcode == Opcode.MemoryGrow)
                    Pop(I32);
                Push(I32);
                break;
            case Opcode.I32Const:
                reader.S32();
                Push(I32);
                break;
            case Opcode.I64Const:
                reader.S64();
                Push(I64);
                break;
            case Opcode.F32Const:
                reader.Skip(4);
                Push(WasmValueType.F32);
                break;
            case Opcode.F64Const:
                reader.Skip(8);
                Push(WasmValueType.F64);
                break;
            case >= Opcode.I32Eqz and <= Opcode.I64Extend32S:
                if (opcode >= 0xC0)
                    Features |= WasmFeatures.SignExtension;
                Numeric(Signatures.Plain[opcode]);
                break;
            case Opcode.RefNull or Opcode.RefIsNull or Opcode.RefFunc:
                Features |= WasmFeatures.ReferenceTypes;
                Reference(opcode, ref reader);
                break;
            case Opcode.Prefix:
                Prefixed(ref reader);
                break;
            case Opcode.SimdPrefix:
                Features |= WasmFeatures.Simd;
                Vector(ref reader);
                break;
            default:
                Refuse("illegal opcode");
                break;
        }
    }

    void Numeric(Signatures.Numeric signature)
    {
        if (signature.Operands == 0)
            Refuse("illegal opcode");
        Pop(signature.From);
        if (signature.Operands == 2)
            Pop(signature.From);
        Push(signature.To);
    }

    void Access(Signatures.Access access, ref WasmReader reader)
    {
        MemoryArgument(ref reader, access.Align);
        if (access.Store)
            Pop(access.Type);
        Pop(I32);
        if (!access.Store)
            Push(access.Type);
    }

    void MemoryArgument(ref WasmReader reader, int natural)
    {
        if (!_context.HasMemory)
            Refuse("unknown memory");
        var align = reader.U32();
        reader.U32();
        if (align > (uint)natural)
            Refuse("alignment must not be larger than natural");
    }

    void Memory(ref WasmReader reader)
    {
        if (reader.Byte() != 0)
            Refuse("zero byte expected");
        if (!_context.HasMemory)
            Refuse("unknown memory");
    }

    void Reference(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case Opcode.RefNull:
                var type = (WasmValueType)reader.Byte();
                if (!type.IsReference())
                    Refuse("malformed reference type");
                Push(type);
                break;
            case Opcode.RefIsNull:
                var operand = Pop();
                if (!operand.IsReference() && operand != Unknown)
                    Refuse("type mismatch");
                Push(I32);
                break;
            default:
                var function = reader.U32();
                if (function >= (uint)_context.FunctionTypes.Length)
                    Refuse("unknown function");
                if (!_context.Declared.Contains((int)function))
                    Refuse("undeclared function reference");
                Push(WasmValueType.FuncRef);
                break;
        }
    }

    void Prefixed(ref WasmReader reader)
    {
        var number = reader.U32();
        if (number < 8)
        {
            Features |= WasmFeatures.SaturatingConversions;
            Numeric(Signatures.Saturating[number]);
            return;
        }
        Features |= number is Opcode.TableGrow or Opcode.TableSize or Opcode.TableFill
            ? WasmFeatures.ReferenceTypes : WasmFeatures.BulkMemory;
        switch (number)
        {
            case Opcode.MemoryInit:
                DataIndex(reader.U32());
                Memory(ref reader);
                PopThreeI32();
                break;
            case Opcode.DataDrop:
                DataIndex(reader.U32());
                break;
            case Opcode.MemoryCopy:
                Memory(ref reader);
                Memory(ref reader);
                PopThreeI32();
                break;
            case Opcode.MemoryFill:
                Memory(ref reader);
                PopThreeI32();
                break;
            case Opcode.TableInit:
                var segment = ElementType(reader.U32());
                if (TableType(reader.U32()).Element != segment)
                    Refuse("type mismatch");
                PopThreeI32();
                break;
            case Opcode.ElemDrop:
                ElementType(reader.U32());
                break;
            case Opcode.TableCopy:
                var target = TableType(reader.U32());
                if (target.Element != TableType(reader.U32()).Element)
                    Refuse("type mismatch");
                PopThreeI32();
                break;
            case Opcode.TableGrow:
                var grown = TableType(reader.U32());
                Pop(I32);
                Pop(grown.Element);
                Push(I32);
                break;
            case Opcode.TableSize:
                TableType(reader.U32());
                Push(I32);
                break;
            case Opcode.TableFill:
                var filled = TableType(reader.U32());
                Pop(I32);
                Pop(filled.Element);
                Pop(I32);
                break;
            default:
                Refuse("illegal opcode");
                break;
        }
    }

    void PopThreeI32()
    {
        Pop(I32);
        Pop(I32);
        Pop(I32);
    }

    WasmValueType Local(ref WasmReader reader)
    {
        var index = reader.U32();
        if (index >= (uint)_localCount)
            Refuse("unknown local");
        return _locals[index];
    }

    WasmGlobalType Global(ref WasmReader reader)
    {
        var index = reader.U32();
        if (index >= (uint)_context.Globals.Length)
            Refuse("unknown global");
        return _context.Globals[index];
    }

    WasmTableType TableType(uint index)
    {
        if (index >= (uint)_context.Tables.Length)
            Refuse("unknown table");
        return _context.Tables[index];
    }

    WasmValueType ElementType(uint index)
    {
        if (index >= (uint)_context.Elements.Length)
            Refuse("unknown elem segment");
        return _context.Elements[index];
    }

    void DataIndex(uint index)
    {
        if (_context.DataSegments < 0)
            Refuse("data count section required");
        if (index >= (uint)_context.DataSegments)
            Refuse("unknown data segment");
    }
}

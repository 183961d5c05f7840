using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Numbers, with constants as operands and fused sums as addresses.</summary>
sealed partial class Translator
{
    const int I32Eq = 0x46, I64Eq = 0x51;

    void Numeric(byte opcode)
    {
        var result = Signatures.Plain[opcode].To;
        if (opcode is Opcode.I32Eqz or Opcode.I64Eqz)
            EqualsZero(opcode == Opcode.I32Eqz ? I32Eq : I64Eq);
        else if (_numeric.Compare(opcode) is { } compare)
            Compare(opcode, compare);
        else if (_numeric.Binary(opcode) is { } binary)
            Binary(opcode, binary, result);
        else
            EmitResult(_numeric.Unary(opcode)!, result, PopSlot());
    }

    void Binary(byte opcode, BinaryOps ops, WasmValueType result)
    {
        var rightConstant = _operands[_operandCount - 1].IsConstant;
        var leftConstant = _operands[_operandCount - 2].IsConstant;
        if (rightConstant)
        {
            if (leftConstant)
                Settle(_operandCount - 2);
            var constant = Pop().Constant;
            EmitResult(ops.Constant, result, Pop().Slot, imm: constant);
        }
        else if (leftConstant && (IsCommutative(opcode) || ops.OfConstant is not null))
        {
            var right = Pop().Slot;
            var constant = Pop().Constant;
            rightConstant = IsCommutative(opcode);
            EmitResult(rightConstant ? ops.Constant : ops.OfConstant!, result, right, imm: constant);
        }
        else
        {
            var right = PopSlot();
            EmitResult(ops.Slots, result, PopSlot(), right);
        }
        _lastOpcode = opcode;
        _lastHasConstant = rightConstant;
    }

    void Compare(int opcode, CompareOps ops)
    {
        var rightConstant = _operands[_operandCount - 1].IsConstant;
        if (rightConstant)
        {
            if (_operands[_operandCount - 2].IsConstant)
                Settle(_operandCount - 2);
            var constant = Pop().Constant;
            EmitResult(ops.Constant, WasmValueType.I32, Pop().Slot, imm: constant);
        }
        else if (_operands[_operandCount - 2].IsConstant)
        {
            opcode = Mirrored(opcode);
            var right = Pop().Slot;
            var constant = Pop().Constant;
            EmitResult(_numeric.Compare(opcode)!.Constant, WasmValueType.I32, right, imm: constant);
            rightConstant = true;
        }
        else
        {
            var right = PopSlot();
            EmitResult(ops.Slots, WasmValueType.I32, PopSlot(), right);
        }
        _lastOpcode = opcode;
        _lastHasConstant = rightConstant;
    }

    /// <summary>A comparison of integers that was just made is turned round; anything else is compared with zero.</summary>
    void EqualsZero(int equal)
    {
        var operand = _operands[_operandCount - 1];
        if (operand.Kind == OperandKind.Place && LastMakes(operand.Slot) && _lastOpcode is >= I32Eq and < 0x5B)
        {
            _lastOpcode = Opposite(_lastOpcode);
            var compare = _numeric.Compare(_lastOpcode)!;
            _code[_count - 1].Op = _lastHasConstant ? compare.Constant : compare.Slots;
            return;
        }
        PushConstant(WasmValueType.I32, 0);
        Compare(equal, _numeric.Compare(equal)!);
    }

    /// <summary>The comparison that holds when this one of integers does not.</summary>
    static int Opposite(int opcode)
    {
        ReadOnlySpan<byte> opposites = [1, 0, 8, 9, 6, 7, 4, 5, 2, 3];
        return opcode >= I64Eq ? I64Eq + opposites[opcode - I64Eq] : I32Eq + opposites[opcode - I32Eq];
    }

    /// <summary>The comparison with its operands exchanged.</summary>
    static int Mirrored(int opcode)
    {
        const int f32Eq = 0x5B, f64Eq = 0x61;
        ReadOnlySpan<byte> integers = [0, 1, 4, 5, 2, 3, 8, 9, 6, 7];
        ReadOnlySpan<byte> floats = [0, 1, 3, 2, 5, 4];
        return opcode switch
        {
            < I64Eq => I32Eq + integers[opcode - I32Eq],
            < f32Eq => I64Eq + integers[opcode - I64Eq],
            < f64Eq => f32Eq + floats[opcode - f32Eq],
            _ => f64Eq + floats[opcode - f64Eq],
        };
    }

    /// <summary>Integer add, mul, and, or, xor. Floats keep their order: it decides which NaN comes out.</summary>
    static bool IsCommutative(int opcode) => opcode
        is Opcode.I32Add or Opcode.I32Mul or 0x71 or 0x72 or 0x73 or Opcode.I64Add or Opcode.I64Mul or 0x83 or 0x84 or 0x85;

    void Access(byte opcode, ref WasmReader reader)
    {
        reader.U32();
        var offset = reader.U32();
        var access = Signatures.Memory[opcode - Opcode.I32Load];
        if (access.Store)
            Store(opcode, access, offset);
        else
            Load(opcode, access, offset);
    }

    void Load(byte opcode, Signatures.Access access, uint offset)
    {
        var (kind, slot, imm) = PopAddress(offset);
        EmitResult(AccessOps.Load(opcode, kind), access.Type, slot, (int)offset, imm: imm);
    }

    void Store(byte opcode, Signatures.Access access, uint offset)
    {
        var value = _operands[_operandCount - 1];
        var constant = value.IsConstant && (access.Align < 3 || (long)value.Constant == (int)value.Constant);
        if (constant)
            Pop();
        var source = constant ? 0 : PopSlot();
        var (kind, slot, imm) = PopAddress(offset);
        Emit(AccessOps.Store(opcode, kind, constant), source, slot, (int)offset, constant ? (int)value.Constant : 0, imm);
    }

    /// <summary>Pops an address; a sum that was just made becomes part of the access.</summary>
    (AddressKind Kind, int Slot, ulong Imm) PopAddress(uint offset)
    {
        var operand = _operands[_operandCount - 1];
        if (operand.IsConstant)
        {
            Pop();
            return (AddressKind.Constant, 0, operand.Constant + offset);
        }
        if (operand.Kind == OperandKind.Place && LastMakes(operand.Slot) && _lastOpcode == Opcode.I32Add)
        {
            var hasConstant = _lastHasConstant;
            var sum = TakeBack();
            Pop();
            return hasConstant
                ? (AddressKind.Displaced, sum.B, (uint)sum.Imm)
                : (AddressKind.Sum, sum.B, (uint)sum.C);
        }
        return (AddressKind.Slot, PopSlot(), 0);
    }
}

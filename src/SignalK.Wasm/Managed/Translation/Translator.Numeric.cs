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
        if (AddsToLocal(opcode) || Fuses(opcode, result))
            return;
        var rightConstant = _operands[_operandCount - 1].IsConstant;
        var leftConstant = _operands[_operandCount - 2].IsConstant;
        if (rightConstant)
        {
            if (leftConstant)
                Settle(_operandCount - 2);
            var constant = Pop().Constant;
            EmitResult(ops.Constant, result, PopSlot(), imm: constant);
        }
        else if (leftConstant && (IsCommutative(opcode) || ops.OfConstant is not null))
        {
            var right = PopSlot();
            var constant = Pop().Constant;
            if (!IsCommutative(opcode))
            {
                EmitResult(ops.OfConstant!, result, right, imm: constant);
                return;
            }
            EmitResult(ops.Constant, result, right, imm: constant);
            rightConstant = true;
        }
        else
        {
            var right = PopSlot();
            EmitResult(ops.Slots, result, PopSlot(), right);
        }
        _lastOpcode = opcode;
        _lastHasConstant = rightConstant;
    }

    /// <summary>A local or such a sum plus or minus a constant waits for its use.</summary>
    bool AddsToLocal(byte opcode)
    {
        var (left, right) = (_operands[_operandCount - 2], _operands[_operandCount - 1]);
        if (opcode == Opcode.I32Add && left.IsConstant)
            (left, right) = (right, left);
        if (opcode is not (Opcode.I32Add or Opcode.I32Sub) || !right.IsConstant || !left.ReadsLocal
            || _pendingCount > MaxPendingReads)
        {
            return false;
        }
        var constant = opcode == Opcode.I32Add ? (uint)right.Constant : (uint)-(int)right.Constant;
        PopTo(_operandCount - 2);
        PushSum(left, (left.Kind == OperandKind.Sum ? (uint)left.Constant : 0) + constant);
        return true;
    }

    /// <summary>One instruction for this operation and the one before, whose result it consumes.</summary>
    bool Fuses(byte opcode, WasmValueType result)
    {
        var (left, right) = (_operands[_operandCount - 2], _operands[_operandCount - 1]);
        if (_lastOpcode < 0)
            return false;
        var inner = _lastOpcode;
        if (right.Kind == OperandKind.Place && LastMakes(right.Slot))
            return left.Kind is OperandKind.Place or OperandKind.Local && FusesWith(inner, opcode, left.Slot, false, result);
        if (left.Kind != OperandKind.Place || !LastMakes(left.Slot))
            return false;
        if (right.Kind == OperandKind.Local)
            return FusesWith(inner, opcode, right.Slot, true, result);
        if (!right.IsConstant || !_lastHasConstant || _fused.TwoConstants(inner, opcode) is not { } op)
            return false;
        var last = TakeBack();
        PopTo(_operandCount - 2);
        EmitResult(op, result, last.B, imm: (right.Constant << 32) | (uint)last.Imm);
        return true;
    }

    /// <param name="other">Slot of the operand that the last instruction did not make.</param>
    /// <param name="madeLeft">Whether what it made is the first operand of this operation.</param>
    bool FusesWith(int inner, int outer, int other, bool madeLeft, WasmValueType result)
    {
        if (_lastAddress is { } address && inner < Opcode.I32Eqz)
        {
            if ((madeLeft && !IsCommutative(outer)) || _fused.ThenOfLoad(inner, address, outer) is not { } load)
                return false;
            var loaded = TakeBack();
            PopTo(_operandCount - 2);
            EmitResult(load, result, loaded.B, loaded.C, other, loaded.Imm);
            return true;
        }
        var op = _lastHasConstant ? _fused.ConstantThen(inner, outer)
            : madeLeft ? _fused.SlotsThen(inner, outer) : _fused.ThenOfSlots(inner, outer);
        if (op is null)
            return false;
        var hasConstant = _lastHasConstant;
        var last = TakeBack();
        PopTo(_operandCount - 2);
        if (hasConstant)
            EmitResult(op, result, last.B, other, imm: last.Imm);
        else
            EmitResult(op, result, last.B, last.C, other);
        return true;
    }

    void Compare(int opcode, CompareOps ops)
    {
        var rightConstant = _operands[_operandCount - 1].IsConstant;
        if (rightConstant)
        {
            if (_operands[_operandCount - 2].IsConstant)
                Settle(_operandCount - 2);
            var constant = Pop().Constant;
            EmitResult(ops.Constant, WasmValueType.I32, PopSlot(), imm: constant);
        }
        else if (_operands[_operandCount - 2].IsConstant)
        {
            opcode = Mirrored(opcode);
            var right = PopSlot();
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
        _lastOpcode = opcode;
        _lastHasConstant = false;
        _lastAddress = kind;
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
        if (operand.Kind == OperandKind.Sum)
        {
            Pop();
            return (AddressKind.Displaced, operand.Slot, operand.Constant);
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

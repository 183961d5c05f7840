using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>The operand stack.</summary>
sealed partial class Translator
{
    /// <summary>Operands that may be locals at a time: bounds what a write to a local has to look through.</summary>
    const int MaxPendingReads = 64;

    Operand[] _operands = new Operand[32];
    int _operandCount;

    /// <summary>Operands from the bottom that surely are no locals.</summary>
    int _settled;

    /// <summary>How many operands are this local, unread.</summary>
    int[] _pendingReads = [];
    int _pendingCount;
    int _highestSlot;

    /// <summary>The slot of the next operand.</summary>
    int NextPlace =>
        _operandCount == 0 ? _localsEnd : _operands[_operandCount - 1].Place + WidthOf(_operands[_operandCount - 1].Type);

    /// <summary>Pushes an operand that is, or is about to be, in its own place; returns that.</summary>
    int PushPlace(WasmValueType type)
    {
        var place = NextPlace;
        PushOperand(new Operand(OperandKind.Place, type, place, place, 0, 0));
        return place;
    }

    void PushResults(ReadOnlySpan<WasmValueType> types)
    {
        foreach (var type in types)
            PushPlace(type);
    }

    void PushConstant(WasmValueType type, ulong value) =>
        PushOperand(new Operand(OperandKind.Constant, type, NextPlace, 0, 0, value));

    void PushLocal(int local)
    {
        var type = _localTypes[local];
        if (_pendingCount >= MaxPendingReads)
        {
            Move(_localSlots[local], PushPlace(type), type);
            return;
        }
        PushOperand(new Operand(OperandKind.Local, type, NextPlace, _localSlots[local], local, 0));
        _pendingReads[local]++;
        _pendingCount++;
    }

    void PushOperand(Operand operand)
    {
        if (_operandCount == _operands.Length)
            Array.Resize(ref _operands, _operandCount * 2);
        _operands[_operandCount++] = operand;
        _highestSlot = Math.Max(_highestSlot, operand.Place + WidthOf(operand.Type));
    }

    Operand Pop()
    {
        var operand = _operands[--_operandCount];
        _settled = Math.Min(_settled, _operandCount);
        if (operand.ReadsLocal)
            Forget(operand);
        return operand;
    }

    void Forget(Operand operand)
    {
        _pendingReads[operand.Local]--;
        _pendingCount--;
    }

    /// <summary>Pops an operand and says which slot it is in, putting a constant or a sum into its place.</summary>
    int PopSlot()
    {
        if (_operands[_operandCount - 1].Kind is OperandKind.Constant or OperandKind.Sum)
            Settle(_operandCount - 1);
        return Pop().Slot;
    }

    /// <summary>Pushes a sum that may become part of a memory access.</summary>
    void PushSum(Operand local, uint constant)
    {
        PushOperand(new Operand(OperandKind.Sum, WasmValueType.I32, NextPlace, local.Slot, local.Local, constant));
        _pendingReads[local.Local]++;
        _pendingCount++;
    }

    int EmitSum(Operand sum, int to) =>
        Emit(_numeric.Binary(Opcode.I32Add)!.Constant, a: to, b: sum.Slot, imm: sum.Constant);

    void PopTo(int count)
    {
        while (_operandCount > count)
            Pop();
    }

    /// <summary>Puts an operand into its place.</summary>
    void Settle(int index)
    {
        ref var operand = ref _operands[index];
        switch (operand.Kind)
        {
            case OperandKind.Place:
                return;
            case OperandKind.Constant:
                Emit(Singleton<SetConstant>.Handler, a: operand.Place, imm: operand.Constant);
                break;
            case OperandKind.Sum:
                EmitSum(operand, operand.Place);
                Forget(operand);
                break;
            default:
                Move(operand.Slot, operand.Place, operand.Type);
                Forget(operand);
                break;
        }
        operand = operand with { Kind = OperandKind.Place, Slot = operand.Place };
    }

    /// <summary>Puts the last operands into their places, which are consecutive; returns the first one's.</summary>
    int SettleLast(int count)
    {
        for (var i = _operandCount - count; i < _operandCount; i++)
            Settle(i);
        return count == 0 ? NextPlace : _operands[_operandCount - count].Place;
    }

    /// <summary>
    /// Before a block, where one of several paths may write a local: no operand may stay one, and the block's parameters
    /// go to their places.
    /// </summary>
    void SettleForBlock(int parameters)
    {
        if (_pendingCount > 0)
        {
            for (var i = _settled; i < _operandCount; i++)
            {
                if (_operands[i].ReadsLocal)
                    Settle(i);
            }
        }
        _settled = _operandCount;
        SettleLast(parameters);
    }

    /// <summary>Before a write to a local: operands that still mean its old value.</summary>
    void SettleReadsOf(int local)
    {
        for (var i = _operandCount - 1; _pendingReads[local] > 0; i--)
        {
            if (_operands[i].ReadsLocal && _operands[i].Local == local)
                Settle(i);
        }
    }

    void LocalTee(int local)
    {
        var operand = Pop();
        if (Assign(local, operand))
            PushLocal(local);
        else if (operand.Kind == OperandKind.Local)
            PushLocal(operand.Local);
        else
            PushOperand(operand);
    }

    /// <summary>True when the value was made in the local itself, so that it is nowhere else.</summary>
    bool Assign(int local, Operand operand)
    {
        if (operand.Kind == OperandKind.Local && operand.Local == local)
            return false;
        var slot = _localSlots[local];
        if (_pendingReads[local] == 0 && operand.Kind == OperandKind.Place && LastMakes(operand.Slot))
        {
            _code[_count - 1].A = slot;
            _lastResult = -1;
            return true;
        }
        SettleReadsOf(local);
        if (operand.Kind == OperandKind.Sum)
        {
            _lastStep = EmitSum(operand, slot);
            return true;
        }
        if (operand.IsConstant)
            Emit(Singleton<SetConstant>.Handler, a: slot, imm: operand.Constant);
        else
            Move(operand.Slot, slot, operand.Type);
        return false;
    }

    void Move(int from, int to, WasmValueType type)
    {
        if (from == to)
            return;
        if (type == WasmValueType.V128)
        {
            Emit(Singleton<CopyVector>.Handler, a: to, b: from);
            return;
        }
        if (_lastCopy >= 0 && _lastCopy == _count - 1)
        {
            ref var last = ref _code[_lastCopy];
            last.Op = Singleton<CopyTwo>.Handler;
            (last.C, last.D) = (to, from);
            _lastCopy = -1;
            return;
        }
        _lastCopy = Emit(Singleton<Copy>.Handler, a: to, b: from);
    }
}

using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Branches, and the operands that they carry.</summary>
sealed partial class Translator
{
    const int I32Ne = 0x47;

    /// <summary>Pops what decides a branch, with the comparison that made it when nothing else needs its result.</summary>
    Condition PopCondition()
    {
        var operand = _operands[_operandCount - 1];
        if (operand.Kind == OperandKind.Place && LastMakes(operand.Slot) && _lastOpcode >= 0
            && _numeric.Compare(_lastOpcode) is { } compare)
        {
            var hasConstant = _lastHasConstant;
            var opcode = _lastOpcode;
            var insn = TakeBack();
            Pop();
            return new Condition(compare, opcode, insn.B, hasConstant, insn.C, insn.Imm);
        }
        return new Condition(_numeric.Compare(I32Ne)!, I32Ne, PopSlot(), true, 0, 0);
    }

    int EmitBranch(Condition condition, bool sense, bool loop) =>
        Emit(
            condition.Compare.Branch(loop, sense, condition.HasConstant),
            b: condition.Left,
            imm: condition.HasConstant ? condition.Constant : (uint)condition.Right);

    /// <summary>A branch back to a loop; a counter that steps right before becomes part of it.</summary>
    int EmitLoop(Condition condition)
    {
        if (_lastStep >= 0 && _lastStep == _count - 1 && _code[_lastStep] is var step && step.A == step.B && step.A == condition.Left
            && (condition.HasConstant || condition.Right != condition.Left)
            && _fused.LoopStep(condition.Opcode, condition.HasConstant) is { } handler)
        {
            TakeBack();
            var right = condition.HasConstant ? (uint)condition.Constant : (uint)condition.Right;
            return Emit(handler, b: condition.Left, imm: (step.Imm << 32) | right);
        }
        return EmitBranch(condition, sense: true, loop: true);
    }

    void Branch(int depth)
    {
        _cost++;
        if (depth == _frameCount - 1)
        {
            EmitReturn();
        }
        else
        {
            ref var frame = ref _frames[_frameCount - 1 - depth];
            MoveToLabel(ref frame);
            CloseSites();
            EmitGoto(ref frame);
        }
        _reachable = false;
    }

    void BranchIf(int depth)
    {
        _cost++;
        var condition = PopCondition();
        CloseSites();
        var returns = depth == _frameCount - 1;
        ref var frame = ref _frames[_frameCount - 1 - depth];
        var count = frame.LabelTypes.Length;
        if (!returns && IsInPlace(ref frame, count))
        {
            var loop = frame.Opcode == Opcode.Loop;
            var branch = loop ? EmitLoop(condition) : EmitBranch(condition, sense: true, loop: false);
            if (loop)
                SetLoopTarget(branch, ref frame);
            else
                WaitForEnd(ref frame, branch);
            OpenSite(branch, SiteField.NotTaken, _cost);
            return;
        }
        // Only the way that is taken moves operands; the other goes around it.
        var around = EmitBranch(condition, sense: false, loop: false);
        EmitWay(ref frame, returns, count);
        Bind(around);
    }

    void BranchTable(ref WasmReader reader)
    {
        _cost++;
        var index = PopSlot();
        var count = (int)reader.U32();
        CloseSites();
        Emit(Singleton<BranchTable>.Handler, a: index, b: count);
        // Targets to which operands have to be moved share a way for each depth.
        Dictionary<int, int>? ways = null;
        for (var i = 0; i <= count; i++)
        {
            var depth = (int)reader.U32();
            ref var frame = ref _frames[_frameCount - 1 - depth];
            if (depth < _frameCount - 1 && IsInPlace(ref frame, frame.LabelTypes.Length))
            {
                EmitGoto(ref frame);
                continue;
            }
            ways ??= [];
            ways[depth] = Emit(Singleton<Goto>.Handler, a: ways.TryGetValue(depth, out var previous) ? previous : -1);
        }
        foreach (var (depth, last) in ways ?? [])
        {
            for (var entry = last; entry >= 0;)
            {
                var next = _code[entry].A;
                _code[entry].A = (_count - entry) * Insn.Size;
                entry = next;
            }
            ForgetLast();
            ref var frame = ref _frames[_frameCount - 1 - depth];
            EmitWay(ref frame, depth == _frameCount - 1, frame.LabelTypes.Length);
        }
        _reachable = false;
    }

    /// <summary>Code that moves operands and branches; the operand stack is afterwards what it was.</summary>
    void EmitWay(ref ControlFrame frame, bool returns, int count)
    {
        var operands = count == 0 ? [] : _operands.AsSpan(_operandCount - count, count).ToArray();
        if (returns)
        {
            EmitReturn();
        }
        else
        {
            MoveToLabel(ref frame);
            EmitGoto(ref frame);
        }
        for (var i = 0; i < operands.Length; i++)
        {
            var at = _operandCount - operands.Length + i;
            if (operands[i].ReadsLocal && !_operands[at].ReadsLocal)
            {
                _pendingReads[operands[i].Local]++;
                _pendingCount++;
                _settled = Math.Min(_settled, at);
            }
            _operands[at] = operands[i];
        }
    }

    void EmitGoto(ref ControlFrame frame)
    {
        if (frame.Opcode == Opcode.Loop)
            SetLoopTarget(Emit(Singleton<GotoLoop>.Handler, d: 1), ref frame);
        else
            WaitForEnd(ref frame, Emit(Singleton<Goto>.Handler));
    }

    void SetLoopTarget(int branch, ref ControlFrame frame)
    {
        _code[branch].A = (frame.LoopStart - branch) * Insn.Size;
        _code[branch].C = frame.LoopCost;
    }

    void WaitForEnd(ref ControlFrame frame, int branch)
    {
        _code[branch].A = frame.Waiting;
        frame.Waiting = branch;
    }

    /// <summary>A forward branch lands here and pays for what follows.</summary>
    void Bind(int branch)
    {
        _code[branch].A = (_count - branch) * Insn.Size;
        OpenSite(branch, SiteField.Taken, _cost);
        ForgetLast();
    }

    bool IsInPlace(ref ControlFrame frame, int count)
    {
        for (var i = _operandCount - count; i < _operandCount; i++)
        {
            if (_operands[i].Kind != OperandKind.Place)
                return false;
        }
        return count == 0 || _operands[_operandCount - count].Place == frame.Place;
    }

    /// <summary>Moves the label's operands from the top of the stack to its places.</summary>
    void MoveToLabel(ref ControlFrame frame) => MoveDown(frame.LabelTypes, frame.Place);

    /// <summary>Moves the topmost operands to consecutive slots, which are no higher than their own places.</summary>
    void MoveDown(ReadOnlySpan<WasmValueType> types, int to)
    {
        if (types.Length == 0)
            return;
        if (types.Length == 1 && types[0] != WasmValueType.V128)
        {
            var operand = _operands[_operandCount - 1];
            if (operand.IsConstant)
                Emit(Singleton<SetConstant>.Handler, a: to, imm: operand.Constant);
            else if (operand.Kind == OperandKind.Sum)
                EmitSum(operand, to);
            else if (operand.Kind == OperandKind.Place && LastMakes(operand.Slot))
                _code[_count - 1].A = to;
            else
                Move(operand.Slot, to, operand.Type);
            return;
        }
        var from = SettleLast(types.Length);
        if (from != to)
            Emit(Singleton<Rare<CopyDown>>.Handler, a: to, b: from, c: FunctionLayout.SlotsOf(types) * sizeof(ulong));
    }

    /// <summary>Moves results to the start of the frame and returns.</summary>
    void EmitReturn()
    {
        var types = _type.Results;
        if (types.Length == 1 && types[0] != WasmValueType.V128)
        {
            if (_operands[_operandCount - 1].Kind == OperandKind.Sum)
                Settle(_operandCount - 1);
            var operand = _operands[_operandCount - 1];
            CloseSites();
            if (operand.IsConstant)
                Emit(Singleton<ReturnConstant>.Handler, imm: operand.Constant);
            else
                Emit(Singleton<ReturnSlot>.Handler, b: operand.Slot);
            return;
        }
        MoveDown(types, 0);
        CloseSites();
        Emit(Singleton<Return>.Handler);
    }
}

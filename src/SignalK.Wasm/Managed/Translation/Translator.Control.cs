using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Validation;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Blocks.</summary>
sealed partial class Translator
{
    struct ControlFrame
    {
        public byte Opcode;
        public WasmFunctionType Type;

        /// <summary>Operands below the block's parameters.</summary>
        public int Height;

        /// <summary>The first slot of parameters and of results.</summary>
        public int Place;

        /// <summary>The last of the branches that wait for the end, linked through their A; -1 for none.</summary>
        public int Waiting;

        /// <summary>The branch of an <c>if</c> that waits for its <c>else</c> or end; -1 for none.</summary>
        public int WaitingElse;

        public int LoopStart;

        /// <summary>What a branch back pays.</summary>
        public int LoopCost;

        public readonly ReadOnlySpan<WasmValueType> LabelTypes =>
            Opcode == SignalK.Wasm.Binary.Opcode.Loop ? Type.Parameters : Type.Results;
    }

    ControlFrame[] _frames = new ControlFrame[16];
    int _frameCount;
    bool _reachable = true;

    void PushFrame(byte opcode, WasmFunctionType type, int parameters)
    {
        if (_frameCount == _frames.Length)
            Array.Resize(ref _frames, _frameCount * 2);
        _frames[_frameCount++] = new ControlFrame
        {
            Opcode = opcode,
            Type = type,
            Height = _operandCount - parameters,
            Place = parameters == 0 ? NextPlace : _operands[_operandCount - parameters].Place,
            Waiting = -1,
            WaitingElse = -1,
        };
    }

    void Block(byte opcode, ref WasmReader reader)
    {
        var type = BlockTypes.Read(ref reader, _module.Types, out _)!;
        var parameters = type.Parameters.Length;
        var branch = -1;
        if (opcode == Opcode.If)
        {
            _cost++;
            var condition = PopCondition();
            SettleForBlock(parameters);
            CloseSites();
            branch = EmitBranch(condition, sense: false, loop: false);
            OpenSite(branch, SiteField.NotTaken, _cost);
        }
        else
        {
            SettleForBlock(parameters);
        }
        PushFrame(opcode, type, parameters);
        ref var frame = ref _frames[_frameCount - 1];
        frame.WaitingElse = branch;
        if (opcode != Opcode.Loop)
            return;
        ForgetLast();
        frame.LoopStart = _count;
        OpenSite(_frameCount - 1, SiteField.Loop, _cost);
    }

    void Else()
    {
        ref var frame = ref _frames[_frameCount - 1];
        if (_reachable)
        {
            MoveToLabel(ref frame);
            CloseSites();
            WaitForEnd(ref frame, Emit(Singleton<Goto>.Handler));
        }
        PopTo(frame.Height);
        PushResults(frame.Type.Parameters);
        Bind(frame.WaitingElse);
        frame.WaitingElse = -1;
        frame.Opcode = Opcode.Else;
        _reachable = true;
    }

    void End()
    {
        ref var frame = ref _frames[_frameCount - 1];
        if (_frameCount == 1)
        {
            if (_reachable)
                EmitReturn();
            _frameCount = 0;
            return;
        }
        // What falls out of the end lies in the block's own places: validation left just its results above the height.
        if (_reachable)
            MoveDown(frame.Type.Results, frame.Place);
        if (frame.WaitingElse >= 0)
        {
            Bind(frame.WaitingElse);
            _reachable = true;
        }
        for (var branch = frame.Waiting; branch >= 0;)
        {
            var next = _code[branch].A;
            Bind(branch);
            branch = next;
            _reachable = true;
        }
        PopTo(frame.Height);
        _frameCount--;
        PushResults(frame.Type.Results);
    }

    /// <summary>Skips to the <c>else</c> or <c>end</c> of the block; code that cannot run burns nothing.</summary>
    void SkipDeadCode(ref WasmReader reader)
    {
        for (var depth = 0; ;)
        {
            var opcode = reader.Byte();
            switch (opcode)
            {
                case Opcode.Block or Opcode.Loop or Opcode.If:
                    depth++;
                    break;
                case Opcode.Else when depth == 0:
                    Else();
                    return;
                case Opcode.End when depth == 0:
                    End();
                    return;
                case Opcode.End:
                    depth--;
                    break;
            }
            InstructionSkipper.SkipImmediates(opcode, ref reader);
        }
    }
}

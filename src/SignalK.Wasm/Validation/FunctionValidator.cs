using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Validation;

/// <summary>
/// The validation algorithm of the specification (appendix A.3) over one function after the other. Keeps its stacks between
/// functions, so that a module of many small ones allocates little.
/// </summary>
sealed partial class FunctionValidator
{
    /// <summary>The type of an operand that unreachable code makes up.</summary>
    const WasmValueType Unknown = 0;

    const WasmValueType I32 = WasmValueType.I32, I64 = WasmValueType.I64, V128 = WasmValueType.V128;

    readonly byte[] _module;
    readonly ValidationContext _context;
    readonly WasmLimits _limits;

    WasmValueType[] _locals = new WasmValueType[64];
    int _localCount;
    WasmValueType[] _operands = new WasmValueType[64];
    int _operandCount;
    ControlFrame[] _frames = new ControlFrame[32];
    int _frameCount;
    int _loopDepth, _deepestLoop;
    int _opcodeAt;
    long _signatureChecks;

    struct ControlFrame
    {
        public byte Opcode;
        public bool Unreachable;
        public int Height;
        public WasmFunctionType Type;

        public readonly ReadOnlySpan<WasmValueType> LabelTypes =>
            Opcode == Binary.Opcode.Loop ? Type.Parameters : Type.Results;
    }

    public FunctionValidator(byte[] module, ValidationContext context)
    {
        _module = module;
        _context = context;
        _limits = context.Limits;
    }

    public WasmFeatures Features { get; private set; }

    /// <exception cref="RefusalException">The body is not valid or beyond a limit.</exception>
    public void Validate(FunctionBody body, WasmFunctionType type)
    {
        SetLocals(type, body.Locals);
        _operandCount = _frameCount = _loopDepth = _deepestLoop = 0;
        var reader = new WasmReader(_module, body.Start, body.End);
        PushFrame(Opcode.Block, type);
        _operandCount = 0;
        while (_frameCount > 0)
        {
            _opcodeAt = reader.Position;
            Instruction(ref reader);
        }
        if (!reader.AtEnd)
            reader.Refuse("function body has content behind its end");
        if ((long)_localCount * _deepestLoop > _limits.LocalsTimesLoops)
        {
            WasmReader.Limit(
                "too many locals times nested loops", (ulong)_localCount * (ulong)_deepestLoop, _limits.LocalsTimesLoops,
                body.Start);
        }
    }

    void SetLocals(WasmFunctionType type, LocalRun[] runs)
    {
        var count = type.Parameters.Length;
        foreach (var run in runs)
            count += run.Count;
        if (_locals.Length < count)
            _locals = new WasmValueType[Math.Max(count, _locals.Length * 2)];
        type.Parameters.CopyTo(_locals);
        var at = type.Parameters.Length;
        foreach (var run in runs)
        {
            Array.Fill(_locals, run.Type, at, run.Count);
            at += run.Count;
        }
        _localCount = count;
    }

    void Push(WasmValueType type)
    {
        if (_operandCount == _operands.Length)
            GrowOperands();
        _operands[_operandCount++] = type;
    }

    void GrowOperands()
    {
        if (_operandCount >= _limits.Operands)
            WasmReader.Limit("too many operands", (ulong)_operandCount + 1, _limits.Operands, _opcodeAt);
        Array.Resize(ref _operands, Math.Min(_operandCount * 2, Math.Max(_limits.Operands, _operands.Length)));
    }

    void Push(ReadOnlySpan<WasmValueType> types)
    {
        CountChecks(types.Length);
        foreach (var type in types)
            Push(type);
    }

    WasmValueType Pop()
    {
        ref var frame = ref _frames[_frameCount - 1];
        if (_operandCount > frame.Height)
            return _operands[--_operandCount];
        if (!frame.Unreachable)
            Refuse("type mismatch");
        return Unknown;
    }

    WasmValueType Pop(WasmValueType expected)
    {
        var actual = Pop();
        if (actual != expected && actual != Unknown && expected != Unknown)
            Refuse("type mismatch");
        return actual;
    }

    void Pop(ReadOnlySpan<WasmValueType> types)
    {
        CountChecks(types.Length);
        for (var i = types.Length - 1; i >= 0; i--)
            Pop(types[i]);
    }

    void CountChecks(int types)
    {
        _signatureChecks += types;
        if (_signatureChecks > _limits.SignatureChecks)
            WasmReader.Limit("too much work to validate", (ulong)_signatureChecks, _limits.SignatureChecks, _opcodeAt);
    }

    void PushFrame(byte opcode, WasmFunctionType type)
    {
        if (_frameCount > _limits.BlockDepth)
            WasmReader.Limit("blocks nested too deep", (ulong)_frameCount, _limits.BlockDepth, _opcodeAt);
        if (_frameCount == _frames.Length)
            Array.Resize(ref _frames, _frameCount * 2);
        _frames[_frameCount++] = new ControlFrame { Opcode = opcode, Type = type, Height = _operandCount };
        Push(type.Parameters);
        if (opcode == Opcode.Loop)
            _deepestLoop = Math.Max(_deepestLoop, ++_loopDepth);
    }

    ControlFrame PopFrame()
    {
        var frame = _frames[_frameCount - 1];
        Pop(frame.Type.Results);
        if (_operandCount != frame.Height)
            Refuse("type mismatch");
        _frameCount--;
        if (frame.Opcode == Opcode.Loop)
            _loopDepth--;
        return frame;
    }

    void MarkUnreachable()
    {
        ref var frame = ref _frames[_frameCount - 1];
        _operandCount = frame.Height;
        frame.Unreachable = true;
    }

    void Refuse(string reason) => WasmReader.Refuse(reason, _opcodeAt);
}

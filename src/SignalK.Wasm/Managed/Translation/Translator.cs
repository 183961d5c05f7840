using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>
/// Turns a validated function into the internal register form, in one pass. The operand stack exists only here: an operand is a
/// slot of its own place on the stack, a local that was not written since, or a constant, so that <c>local.get</c> and
/// constants cost no instruction.
/// </summary>
sealed partial class Translator
{
    readonly ModuleDefinition _module;
    readonly NumericOps _numeric;
    readonly SimdOps _simd;
    readonly FusedOps _fused;

    WasmFunctionType _type = null!;
    WasmValueType[] _localTypes = [];
    int[] _localSlots = [];

    /// <summary>Where declared locals begin and end, in bytes.</summary>
    int _parametersEnd, _localsEnd;

    public Translator(ModuleDefinition module, bool deterministic)
    {
        _module = module;
        _numeric = NumericOps.For(deterministic);
        _simd = SimdOps.For(deterministic);
        _fused = FusedOps.For(deterministic);
    }

    /// <summary>The code of a function by its index among those the module defines, in a pinned array.</summary>
    public Insn[] Translate(int function)
    {
        var body = _module.Bodies[function];
        _type = _module.TypeOf(_module.ImportedFunctions + function);
        LayOutLocals(body.Locals);

        Emit(Singleton<Handlers.Enter>.Handler, b: _parametersEnd, c: _localsEnd);
        _cost = 1;
        OpenSite(0, SiteField.Entry, 0);
        PushFrame(Opcode.Block, _type, 0);
        var reader = new WasmReader(_module.Bytes, body.Start, body.End);
        while (_frameCount > 0)
        {
            if (_reachable)
                Instruction(ref reader);
            else
                SkipDeadCode(ref reader);
        }
        _code[0].A = _highestSlot;
        return Finish();
    }

    void LayOutLocals(LocalRun[] runs)
    {
        var parameters = _type.Parameters;
        var count = parameters.Length;
        foreach (var run in runs)
            count += run.Count;
        _localTypes = new WasmValueType[count];
        _localSlots = new int[count];
        _pendingReads = new int[count];
        parameters.CopyTo(_localTypes);
        var at = parameters.Length;
        foreach (var run in runs)
        {
            _localTypes.AsSpan(at, run.Count).Fill(run.Type);
            at += run.Count;
        }
        _parametersEnd = FunctionLayout.SlotsOf(parameters) * sizeof(ulong);
        for (var i = 0; i < count; i++)
        {
            _localSlots[i] = _localsEnd;
            _localsEnd += WidthOf(_localTypes[i]);
        }
        _highestSlot = Math.Max(_localsEnd, FunctionLayout.SlotsOf(_type.Results) * sizeof(ulong));
    }

    static int WidthOf(WasmValueType type) => type == WasmValueType.V128 ? 16 : 8;
}

namespace SignalK.Wasm.Managed.Translation;

enum SiteField : byte
{
    /// <summary><see cref="Insn.C"/>: a branch taken.</summary>
    Taken,

    /// <summary><see cref="Insn.D"/>: a branch not taken.</summary>
    NotTaken,

    /// <summary><see cref="Insn.Imm"/> of the first instruction.</summary>
    Entry,

    /// <summary>What every branch back to a loop pays.</summary>
    Loop,
}

/// <summary>A place that pays for the instructions from here to the next that branches.</summary>
readonly record struct FuelSite(int Index, SiteField Field, int Start);

/// <summary>
/// The code as it is emitted, and its fuel: each way into a straight run of instructions pays for the whole run at once.
/// </summary>
sealed partial class Translator
{
    Insn[] _code = new Insn[64];
    int _count;

    /// <summary>The instruction that made the topmost result into its slot A, or -1.</summary>
    int _lastResult = -1;
    int _lastCopy = -1;

    /// <summary>The last instruction that adds a constant to a local, or -1.</summary>
    int _lastStep = -1;

    /// <summary>Opcode of the last instruction while it may be fused into the next, or -1; its second operand.</summary>
    int _lastOpcode = -1;
    bool _lastHasConstant;

    /// <summary>How the last instruction computes its address, when it is a load.</summary>
    AddressKind? _lastAddress;

    /// <summary>Units of the reachable instructions so far.</summary>
    int _cost;
    FuelSite[] _sites = new FuelSite[16];
    int _siteCount;

    int Emit(Handler op, int a = 0, int b = 0, int c = 0, int d = 0, ulong imm = 0)
    {
        if (_count == _code.Length)
            Array.Resize(ref _code, _count * 2);
        _code[_count] = new Insn { Op = op, A = a, B = b, C = c, D = d, Imm = imm };
        _lastResult = _lastOpcode = -1;
        _lastAddress = null;
        return _count++;
    }

    /// <summary>Emits an instruction whose A is the slot of its result, the new top of the stack.</summary>
    void EmitResult(Handler op, WasmValueType type, int b = 0, int c = 0, int d = 0, ulong imm = 0) =>
        _lastResult = Emit(op, PushPlace(type), b, c, d, imm);

    bool LastMakes(int slot) => _lastResult >= 0 && _lastResult == _count - 1 && _code[_lastResult].A == slot;

    /// <summary>Takes the last instruction back, whose operands are about to be fused into the next.</summary>
    Insn TakeBack()
    {
        _lastResult = _lastOpcode = -1;
        return _code[--_count];
    }

    /// <summary>Something branches to what comes next: nothing before it may be changed any more.</summary>
    void ForgetLast() => _lastResult = _lastOpcode = _lastCopy = _lastStep = -1;

    void OpenSite(int index, SiteField field, int start)
    {
        if (_siteCount == _sites.Length)
            Array.Resize(ref _sites, _siteCount * 2);
        _sites[_siteCount++] = new FuelSite(index, field, start);
    }

    /// <summary>At an instruction that branches: what is open pays up to and with it.</summary>
    void CloseSites()
    {
        for (var i = 0; i < _siteCount; i++)
        {
            var (index, field, start) = _sites[i];
            var cost = _cost - start;
            switch (field)
            {
                case SiteField.Taken: _code[index].C = cost; break;
                case SiteField.NotTaken: _code[index].D = cost; break;
                case SiteField.Entry: _code[index].Imm = (ulong)cost; break;
                default: _frames[index].LoopCost = cost; break;
            }
        }
        _siteCount = 0;
    }

    Insn[] Finish()
    {
        var code = GC.AllocateArray<Insn>(_count, pinned: true);
        _code.AsSpan(0, _count).CopyTo(code);
        return code;
    }
}

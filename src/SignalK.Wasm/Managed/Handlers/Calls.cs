using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>
/// First instruction of a function; executed by the call itself. A is the frame's size, B and C are where the declared locals
/// begin and end, <see cref="Insn.Imm"/> is the fuel of the first block.
/// </summary>
sealed unsafe class Enter : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        throw new InvalidOperationException("a function is entered by its call");
}

/// <summary>Stands for a function that has not been translated: no frame is large enough for it.</summary>
sealed unsafe class NotTranslated : Handler
{
    public const int FrameSize = int.MaxValue;

    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        throw new InvalidOperationException("a function is entered by its call");
}

/// <summary>Calls function B of the same module; its frame begins at A, where the arguments are.</summary>
sealed unsafe class CallFunction : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var enter = m.Entries[ip->B];
        var callee = (ulong*)((byte*)fp + ip->A);
        var top = m.FrameTop;
        var fuel = m.Fuel;
        if ((byte*)callee + enter->A > m.StackEnd || top == m.FrameEnd || fuel <= 1)
        {
            SlowPaths.Prepare(ip, fp, mem, m, (uint)ip->B);
            return;
        }
        m.Fuel = fuel - (long)enter->Imm;
        top->Return = ip + 1;
        top->Fp = fp;
        m.FrameTop = top + 1;
        var end = (ulong*)((byte*)callee + enter->C);
        for (var local = (ulong*)((byte*)callee + enter->B); local < end; local++)
            *local = 0;
        ip = enter + 1;
        ip->Op.Run(ip, callee, mem, m, acc);
    }
}

/// <summary>Calls the function of type C in table D at the index in slot E; the frame begins at A.</summary>
sealed unsafe class CallIndirect : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var table = m.Tables[ip->D];
        var index = (uint)Slot(fp, ip->E);
        if (index >= table.Count)
        {
            SlowPaths.TableOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        var record = m.Functions + table.Elements[index];
        if (record->Type != m.TypeIds[ip->C] || record->Instance != m.InstanceId)
        {
            SlowPaths.Indirect(ip, fp, mem, m, table.Elements[index]);
            return;
        }
        var enter = m.Entries[record->Index];
        var callee = (ulong*)((byte*)fp + ip->A);
        var top = m.FrameTop;
        var fuel = m.Fuel;
        if ((byte*)callee + enter->A > m.StackEnd || top == m.FrameEnd || fuel <= 1)
        {
            SlowPaths.Prepare(ip, fp, mem, m, (uint)record->Index);
            return;
        }
        m.Fuel = fuel - (long)enter->Imm;
        top->Return = ip + 1;
        top->Fp = fp;
        m.FrameTop = top + 1;
        var end = (ulong*)((byte*)callee + enter->C);
        for (var local = (ulong*)((byte*)callee + enter->B); local < end; local++)
            *local = 0;
        ip = enter + 1;
        ip->Op.Run(ip, callee, mem, m, acc);
    }
}

/// <summary>Calls imported function B; the frame begins at A.</summary>
sealed unsafe class CallImport : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        SlowPaths.Call(ip, fp, mem, m, m.Instance!.ImportedFunctions[ip->B]);
}

/// <summary>
/// Replaces the frame by that of function B of the same module; the arguments, C bytes, are at A.
/// </summary>
sealed unsafe class ReturnCall : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var enter = m.Entries[ip->B];
        var fuel = m.Fuel;
        if ((byte*)fp + enter->A > m.StackEnd || fuel <= 1)
        {
            SlowPaths.PrepareTail(ip, fp, mem, m, (uint)ip->B);
            return;
        }
        m.Fuel = fuel - (long)enter->Imm;
        MoveArguments(ip, fp);
        var end = (ulong*)((byte*)fp + enter->C);
        for (var local = (ulong*)((byte*)fp + enter->B); local < end; local++)
            *local = 0;
        ip = enter + 1;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    /// <summary>Moves C bytes at A to the start of the frame, which is below.</summary>
    public static void MoveArguments(Insn* ip, ulong* fp)
    {
        var from = (ulong*)((byte*)fp + ip->A);
        var count = ip->C / sizeof(ulong);
        for (var i = 0; i < count; i++)
            fp[i] = from[i];
    }
}

/// <summary>As <see cref="ReturnCall"/> for imported function B.</summary>
sealed unsafe class ReturnCallImport : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        SlowPaths.TailCall(ip, fp, mem, m, m.Instance!.ImportedFunctions[ip->B]);
}

/// <summary>As <see cref="ReturnCall"/> for type F in table D at the index in slot E.</summary>
sealed unsafe class ReturnCallIndirect : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var table = m.Tables[ip->D];
        var index = (uint)Slot(fp, ip->E);
        if (index >= table.Count)
        {
            SlowPaths.TableOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        var reference = table.Elements[index];
        var record = m.Functions + reference;
        if (record->Type != m.TypeIds[ip->F])
        {
            SlowPaths.WrongFunction(ip, fp, mem, m, reference);
            return;
        }
        SlowPaths.TailCall(ip, fp, mem, m, reference);
    }
}

/// <summary>Returns; the results are at the start of the frame.</summary>
sealed unsafe class Return : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var frame = m.FrameTop - 1;
        m.FrameTop = frame;
        ip = frame->Return;
        ip->Op.Run(ip, frame->Fp, mem, m, acc);
    }
}

/// <summary>Returns slot B.</summary>
sealed unsafe class ReturnSlot : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        *fp = Slot(fp, ip->B);
        var frame = m.FrameTop - 1;
        m.FrameTop = frame;
        ip = frame->Return;
        ip->Op.Run(ip, frame->Fp, mem, m, acc);
    }
}

/// <summary>Returns a constant.</summary>
sealed unsafe class ReturnConstant : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        *fp = ip->Imm;
        var frame = m.FrameTop - 1;
        m.FrameTop = frame;
        ip = frame->Return;
        ip->Op.Run(ip, frame->Fp, mem, m, acc);
    }
}

/// <summary>What the outermost frame of a call from the host returns to.</summary>
sealed unsafe class Exit : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
    }
}

/// <summary>What a call into another instance returns to.</summary>
sealed unsafe class LeaveInstance : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        SlowPaths.LeaveInstance(ip, fp, mem, m, acc);
}

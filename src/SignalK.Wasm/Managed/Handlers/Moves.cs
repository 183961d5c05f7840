using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>A = B.</summary>
sealed unsafe class Copy : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = Slot(fp, ip->B);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = B, then C = D.</summary>
sealed unsafe class CopyTwo : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = Slot(fp, ip->B);
        Slot(fp, ip->C) = Slot(fp, ip->D);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = B, 128 bits.</summary>
sealed unsafe class CopyVector : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var low = Slot(fp, ip->B);
        var high = Slot(fp, ip->B + 8);
        Slot(fp, ip->A) = low;
        Slot(fp, ip->A + 8) = high;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = constant.</summary>
sealed unsafe class SetConstant : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = ip->Imm;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = E is not zero ? B : C.</summary>
sealed unsafe class Select : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var chosen = (uint)Slot(fp, ip->E) != 0 ? ip->B : ip->C;
        Slot(fp, ip->A) = Slot(fp, chosen);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>As <see cref="Select"/>, 128 bits.</summary>
sealed unsafe class SelectVector : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var chosen = (uint)Slot(fp, ip->E) != 0 ? ip->B : ip->C;
        var low = Slot(fp, chosen);
        var high = Slot(fp, chosen + 8);
        Slot(fp, ip->A) = low;
        Slot(fp, ip->A + 8) = high;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = global B.</summary>
sealed unsafe class GetGlobal : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = *m.Globals[ip->B];
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Global B = A.</summary>
sealed unsafe class SetGlobal : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        *m.Globals[ip->B] = Slot(fp, ip->A);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = global B, 128 bits.</summary>
sealed unsafe class GetGlobalVector : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var global = m.Globals[ip->B];
        Slot(fp, ip->A) = global[0];
        Slot(fp, ip->A + 8) = global[1];
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Global B = A, 128 bits.</summary>
sealed unsafe class SetGlobalVector : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var global = m.Globals[ip->B];
        global[0] = Slot(fp, ip->A);
        global[1] = Slot(fp, ip->A + 8);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

using System.Runtime.CompilerServices;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>A = op B.</summary>
sealed unsafe class Unary<TOp> : Handler where TOp : struct, IUnary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOp.Apply(Slot(fp, ip->B));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = B op C, where the second operand is a slot or <see cref="Insn.Imm"/>.</summary>
sealed unsafe class Binary<TOp, TRight> : Handler where TOp : struct, IBinary where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOp.Apply(Slot(fp, ip->B), TRight.Value(ip, fp));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = constant op B.</summary>
sealed unsafe class BinaryOfConstant<TOp> : Handler where TOp : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOp.Apply(ip->Imm, Slot(fp, ip->B));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = B op C as 0 or 1.</summary>
sealed unsafe class Compare<TOp, TRight> : Handler where TOp : struct, ICompare where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOp.Test(Slot(fp, ip->B), TRight.Value(ip, fp)) ? 1UL : 0;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = op B, or a trap.</summary>
sealed unsafe class TrappingUnary<TOp> : Handler where TOp : struct, ITrappingUnary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (TOp.Check(Slot(fp, ip->B)) != WasmTrap.None)
        {
            Fail(ip, fp, mem, m, acc);
            return;
        }
        Slot(fp, ip->A) = TOp.Apply(Slot(fp, ip->B));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Fail(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => m.EndWith(TOp.Check(Slot(fp, ip->B)));
}

/// <summary>A = B op C, or a trap.</summary>
sealed unsafe class TrappingBinary<TOp, TRight> : Handler where TOp : struct, ITrappingBinary where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var left = Slot(fp, ip->B);
        var right = TRight.Value(ip, fp);
        if (TOp.Check(left, right) != WasmTrap.None)
        {
            Fail(ip, fp, mem, m, acc);
            return;
        }
        Slot(fp, ip->A) = TOp.Apply(left, right);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Fail(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        m.EndWith(TOp.Check(Slot(fp, ip->B), TRight.Value(ip, fp)));
}

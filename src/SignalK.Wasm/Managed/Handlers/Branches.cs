using System.Runtime.CompilerServices;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>Forward to A; C is the fuel of what runs there.</summary>
sealed unsafe class Goto : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        m.Fuel -= ip->C;
        ip = (Insn*)((byte*)ip + ip->A);
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Back to the loop header A, where fuel and interrupts are looked at; D is 1.</summary>
sealed unsafe class GotoLoop : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var fuel = m.Fuel;
        if (fuel <= 0)
        {
            SlowPaths.Refuel(ip, fp, mem, m, acc);
            return;
        }
        m.Fuel = fuel - ip->C;
        ip = (Insn*)((byte*)ip + ip->A);
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Forward to A when B op second operand; C is the fuel of the branch taken, D of the branch not taken.</summary>
sealed unsafe class BranchIf<TOp, TSense, TRight> : Handler
    where TOp : struct, ICompare where TSense : struct, ISense where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (TOp.Test(Slot(fp, ip->B), TRight.Value(ip, fp)) == TSense.Taken)
        {
            m.Fuel -= ip->C;
            ip = (Insn*)((byte*)ip + ip->A);
            ip->Op.Run(ip, fp, mem, m, acc);
            return;
        }
        m.Fuel -= ip->D;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>As <see cref="BranchIf{TOp,TSense,TRight}"/>, back to a loop header.</summary>
sealed unsafe class LoopIf<TOp, TSense, TRight> : Handler
    where TOp : struct, ICompare where TSense : struct, ISense where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (TOp.Test(Slot(fp, ip->B), TRight.Value(ip, fp)) == TSense.Taken)
        {
            var fuel = m.Fuel;
            if (fuel <= 0)
            {
                SlowPaths.Refuel(ip, fp, mem, m, acc);
                return;
            }
            m.Fuel = fuel - ip->C;
            ip = (Insn*)((byte*)ip + ip->A);
            ip->Op.Run(ip, fp, mem, m, acc);
            return;
        }
        m.Fuel -= ip->D;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Goes to one of the B + 1 branches that follow, by the index in A.</summary>
sealed unsafe class BranchTable : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        ip += 1 + Math.Min((uint)Slot(fp, ip->A), (uint)ip->B);
        // A branch forward is made right here.
        if (ip->D == 0)
        {
            m.Fuel -= ip->C;
            ip = (Insn*)((byte*)ip + ip->A);
        }
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

sealed unsafe class Unreachable : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => m.EndWith(WasmTrap.Unreachable);
}

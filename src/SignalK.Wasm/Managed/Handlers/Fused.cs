using System.Runtime.CompilerServices;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

// Pairs of instructions of which the second consumes the first one's result: one dispatch and no way through memory.

/// <summary>A = (B inner constant) outer C.</summary>
sealed unsafe class ConstantThen<TInner, TOuter> : Handler where TInner : struct, IBinary where TOuter : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOuter.Apply(TInner.Apply(Slot(fp, ip->B), ip->Imm), Slot(fp, ip->C));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = (B inner constant E) outer constant F.</summary>
sealed unsafe class TwoConstants<TInner, TOuter> : Handler where TInner : struct, IBinary where TOuter : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOuter.Apply(TInner.Apply(Slot(fp, ip->B), (uint)ip->E), (uint)ip->F);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = (B inner C) outer D.</summary>
sealed unsafe class SlotsThen<TInner, TOuter> : Handler where TInner : struct, IBinary where TOuter : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOuter.Apply(TInner.Apply(Slot(fp, ip->B), Slot(fp, ip->C)), Slot(fp, ip->D));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = D outer (B inner C).</summary>
sealed unsafe class ThenOfSlots<TInner, TOuter> : Handler where TInner : struct, IBinary where TOuter : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Slot(fp, ip->A) = TOuter.Apply(Slot(fp, ip->D), TInner.Apply(Slot(fp, ip->B), Slot(fp, ip->C)));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>A = D outer memory at the address.</summary>
sealed unsafe class ThenOfLoad<TAccess, TAddress, TOuter> : Handler
    where TAccess : struct, ILoad where TAddress : struct, IAddress where TOuter : struct, IBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var address = TAddress.Of(ip, fp);
        if (address + TAccess.Width > m.MemoryLength)
        {
            SlowPaths.MemoryOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        Slot(fp, ip->A) = TOuter.Apply(Slot(fp, ip->D), TAccess.Read(mem + address));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>
/// The end of a counting loop: B = B + F, then back to A when B compares with the second operand. Nothing is written before
/// the fuel is there, because the instruction is repeated with a new slice.
/// </summary>
sealed unsafe class LoopStep<TOp, TRight> : Handler where TOp : struct, ICompare where TRight : struct, IRight
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var next = (uint)Slot(fp, ip->B) + (uint)ip->F;
        if (TOp.Test(next, TRight.Value(ip, fp)))
        {
            var fuel = m.Fuel;
            if (fuel <= 0)
            {
                SlowPaths.Refuel(ip, fp, mem, m, acc);
                return;
            }
            m.Fuel = fuel - ip->C;
            Slot(fp, ip->B) = next;
            ip = (Insn*)((byte*)ip + ip->A);
            ip->Op.Run(ip, fp, mem, m, acc);
            return;
        }
        m.Fuel -= ip->D;
        Slot(fp, ip->B) = next;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed;

/// <summary>
/// Handlers chain by tail calls. A runtime or build that does not make them would overflow the native stack in the middle of a
/// guest; this finds out beforehand.
/// </summary>
static unsafe class TailCallProbe
{
    static nuint s_first, s_second;

    public static void ThrowIfMissing()
    {
        if (s_second != 0)
            return;
        var program = GC.AllocateArray<Insn>(2, pinned: true);
        program[0].Op = new First();
        program[1].Op = new Second();
        fixed (Insn* ip = program)
            ip->Op.Run(ip, null, null, null!, 0);
        if (s_first != s_second)
            throw new PlatformNotSupportedException("the managed engine was built without optimisation: handlers do not tail-call");
    }

    /// <summary>Where the native stack stands, as seen from a frame of the same shape below either handler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static nuint StackPointer()
    {
        byte here;
        return (nuint)(&here);
    }

    sealed class First : Handler
    {
        [MethodImpl(Hot)]
        public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
        {
            s_first = StackPointer();
            ip++;
            ip->Op.Run(ip, fp, mem, m, acc);
        }
    }

    sealed class Second : Handler
    {
        [MethodImpl(Hot)]
        public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
        {
            s_second = StackPointer();
            ip++;
            if (acc != 0)
                ip->Op.Run(ip, fp, mem, m, acc);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

static unsafe class Vectors
{
    /// <summary>
    /// Where the processor lacks an instruction, the compiler emulates it through locals whose address is taken, and a handler
    /// with such locals makes no tail call. So vector operations are computed outside of their handlers, for a call each.
    /// </summary>
    public const MethodImplOptions Apart = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Vector128<byte> At(ulong* fp, int offset) => ref *(Vector128<byte>*)((byte*)fp + offset);

    /// <summary>A to D of the next instruction, which is no instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Immediate(Insn* ip) => Unsafe.ReadUnaligned<Vector128<byte>>(&ip[1].A);
}

/// <summary>A = op B.</summary>
sealed unsafe class VectorUnary<TOp> : Handler where TOp : struct, IVectorUnary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Vectors.At(fp, ip->A) = TOp.Apply(Vectors.At(fp, ip->B));
}

/// <summary>A = B op C.</summary>
sealed unsafe class VectorBinary<TOp> : Handler where TOp : struct, IVectorBinary
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Vectors.At(fp, ip->A) = TOp.Apply(Vectors.At(fp, ip->B), Vectors.At(fp, ip->C));
}

/// <summary>A = B shifted by slot C.</summary>
sealed unsafe class VectorShift<TOp> : Handler where TOp : struct, IVectorShift
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Vectors.At(fp, ip->A) = TOp.Apply(Vectors.At(fp, ip->B), (int)Slot(fp, ip->C));
}

/// <summary>A = a number made of B.</summary>
sealed unsafe class VectorTest<TOp> : Handler where TOp : struct, IVectorTest
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Slot(fp, ip->A) = TOp.Apply(Vectors.At(fp, ip->B));
}

/// <summary>A = bits of B where E has ones, of C elsewhere.</summary>
sealed unsafe class BitSelect : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp)
    {
        Vectors.At(fp, ip->A) = Vector128.ConditionalSelect(
            Vectors.At(fp, ip->E), Vectors.At(fp, ip->B), Vectors.At(fp, ip->C));
    }
}

/// <summary>A = slot B in every lane.</summary>
sealed unsafe class Splat<T> : Handler where T : unmanaged
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Vectors.At(fp, ip->A) = Vector128.Create(*(T*)((byte*)fp + ip->B)).AsByte();
}

/// <summary>A = the lane of B at byte C.</summary>
sealed unsafe class ExtractLane<TLane> : Handler where TLane : struct, ILoad
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Slot(fp, ip->A) = TLane.Read((byte*)fp + ip->B + ip->C);
}

/// <summary>A = B with slot C in the lane at byte D.</summary>
sealed unsafe class ReplaceLane<T> : Handler where T : unmanaged
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp)
    {
        var value = *(T*)((byte*)fp + ip->C);
        Vectors.At(fp, ip->A) = Vectors.At(fp, ip->B);
        *(T*)((byte*)fp + ip->A + ip->D) = value;
    }
}

/// <summary>A = the 16 bytes in the fields of the instruction that follows.</summary>
sealed unsafe class SetVector : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip += 2;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp) =>
        Vectors.At(fp, ip->A) = Vectors.Immediate(ip);
}

/// <summary>A = lanes of B and C, by the 16 bytes in the fields of the instruction that follows.</summary>
sealed unsafe class Shuffle : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        Compute(ip, fp);
        ip += 2;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp)
    {
        var lanes = Vectors.Immediate(ip);
        var fromFirst = Vector128.Shuffle(Vectors.At(fp, ip->B), lanes);
        var fromSecond = Vector128.Shuffle(Vectors.At(fp, ip->C), lanes - Vector128.Create((byte)16));
        Vectors.At(fp, ip->A) = fromFirst | fromSecond;
    }
}

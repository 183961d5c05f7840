using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>A = memory at slot B + C.</summary>
sealed unsafe class VectorLoad<TAccess> : Handler where TAccess : struct, IVectorLoad
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var address = SlotAddress.Of(ip, fp);
        if (address + TAccess.Width > m.MemoryLength)
        {
            SlowPaths.MemoryOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        Compute(ip, fp, mem + address);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp, byte* address) =>
        Vectors.At(fp, ip->A) = TAccess.Read(address);
}

/// <summary>Memory at slot B + C = A.</summary>
sealed unsafe class VectorStore : Handler
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var address = SlotAddress.Of(ip, fp);
        if (address + (ulong)sizeof(Vector128<byte>) > m.MemoryLength)
        {
            SlowPaths.MemoryOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        Compute(ip, fp, mem + address);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp, byte* address) =>
        Unsafe.WriteUnaligned(address, Vectors.At(fp, ip->A));
}

/// <summary>A = vector E with memory at slot B + C in the lane at byte D.</summary>
sealed unsafe class LoadLane<T> : Handler where T : unmanaged
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var address = SlotAddress.Of(ip, fp);
        if (address + (uint)sizeof(T) > m.MemoryLength)
        {
            SlowPaths.MemoryOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        Compute(ip, fp, mem + address);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp, byte* address)
    {
        var value = Unsafe.ReadUnaligned<T>(address);
        Vectors.At(fp, ip->A) = Vectors.At(fp, ip->E);
        *(T*)((byte*)fp + ip->A + ip->D) = value;
    }
}

/// <summary>Memory at slot B + C = the lane of A at byte D.</summary>
sealed unsafe class StoreLane<T> : Handler where T : unmanaged
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        var address = SlotAddress.Of(ip, fp);
        if (address + (uint)sizeof(T) > m.MemoryLength)
        {
            SlowPaths.MemoryOutOfBounds(ip, fp, mem, m, acc);
            return;
        }
        Compute(ip, fp, mem + address);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    [MethodImpl(Vectors.Apart)]
    static void Compute(Insn* ip, ulong* fp, byte* address) =>
        Unsafe.WriteUnaligned(address, *(T*)((byte*)fp + ip->A + ip->D));
}

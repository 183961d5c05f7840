using System.Runtime.CompilerServices;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>A = memory at the address. One comparison guards the access.</summary>
sealed unsafe class Load<TAccess, TAddress> : Handler where TAccess : struct, ILoad where TAddress : struct, IAddress
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
        Slot(fp, ip->A) = TAccess.Read(mem + address);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Memory at the address = slot A.</summary>
sealed unsafe class Store<TAccess, TAddress> : Handler where TAccess : struct, IStore where TAddress : struct, IAddress
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
        TAccess.Write(mem + address, Slot(fp, ip->A));
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

/// <summary>Memory at the address = constant D, sign-extended.</summary>
sealed unsafe class StoreConstant<TAccess, TAddress> : Handler where TAccess : struct, IStore where TAddress : struct, IAddress
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
        TAccess.Write(mem + address, (ulong)ip->D);
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }
}

using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>
/// The ways of a call that are not a plain one within the module: first calls, empty slices, ends of stacks, other instances,
/// the host. All have a handler's signature, so that a guest's calls never nest on the native stack.
/// </summary>
static unsafe class CallPaths
{
    // Not NoInlining: the runtime makes no tail calls from such methods, to keep them in stack traces.
    const MethodImplOptions Cold = MethodImplOptions.AggressiveOptimization;

    /// <summary>Makes function <paramref name="acc"/> ready for the call at <paramref name="ip"/> and repeats it.</summary>
    [MethodImpl(Cold)]
    public static void Prepare(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (!m.MakeReady((int)acc, (ulong*)((byte*)fp + ip->A), newFrame: true))
            return;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    /// <summary>The same for a call that replaces the frame.</summary>
    [MethodImpl(Cold)]
    public static void PrepareTail(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (!m.MakeReady((int)acc, fp, newFrame: false))
            return;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    /// <summary>A call through a table that names null, another type, the host or another instance.</summary>
    [MethodImpl(Cold)]
    public static void Indirect(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (m.Functions[acc].Type != m.TypeIds[ip->C])
        {
            WrongFunction(ip, fp, mem, m, acc);
            return;
        }
        Call(ip, fp, mem, m, acc);
    }

    [MethodImpl(Cold)]
    public static void WrongFunction(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        m.EndWith(acc == 0 ? WasmTrap.NullReference : WasmTrap.BadSignature);

    /// <summary>Calls the function with reference <paramref name="acc"/>, wherever it lives.</summary>
    [MethodImpl(Cold)]
    public static void Call(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        Resume(m.CallAnywhere(ip, fp, acc), fp, mem, m, acc);

    /// <summary>Replaces the frame by one of the function with reference <paramref name="acc"/>, wherever it lives.</summary>
    [MethodImpl(Cold)]
    public static void TailCall(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        Resume(m.TailCallAnywhere(ip, fp, acc), fp, mem, m, acc);

    [MethodImpl(Cold)]
    public static void LeaveInstance(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        Resume(m.LeaveInstance(), fp, mem, m, acc);

    /// <summary>Goes on where the machine says, or ends when that is nowhere.</summary>
    [MethodImpl(Cold)]
    static void Resume(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (ip == null)
            return;
        ip->Op.Run(ip, m.ResumeFp, m.MemoryBase, m, acc);
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

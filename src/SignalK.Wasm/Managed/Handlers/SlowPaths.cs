using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>
/// What a handler leaves to others: first calls, empty slices of fuel, ends of stacks, other instances, the host. Handlers jump
/// here, which keeps their own code free of calls and spills. These return to the loop of <see cref="Machine.Invoke"/>, which
/// goes on where the machine says, so that a guest's calls never nest on the native stack.
/// </summary>
static unsafe class SlowPaths
{
    /// <summary>The instruction again with a new slice of fuel, or the end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Refuel(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (m.Refuel(0))
            m.ResumeAt(ip, fp);
    }

    /// <summary>Makes function <paramref name="acc"/> ready for the call at <paramref name="ip"/> and repeats that.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Prepare(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (m.MakeReady((int)acc, (ulong*)((byte*)fp + ip->A), newFrame: true))
            m.ResumeAt(ip, fp);
    }

    /// <summary>The same for a call that replaces the frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PrepareTail(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (m.MakeReady((int)acc, fp, newFrame: false))
            m.ResumeAt(ip, fp);
    }

    /// <summary>A call through a table that names null, another type, the host or another instance.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Indirect(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (m.Functions[acc].Type == m.TypeIds[ip->C])
            m.CallAnywhere(ip, fp, acc);
        else
            WrongFunction(ip, fp, mem, m, acc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WrongFunction(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        m.EndWith(acc == 0 ? WasmTrap.NullReference : WasmTrap.BadSignature);

    /// <summary>Calls the function with reference <paramref name="acc"/>, wherever it lives.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Call(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => m.CallAnywhere(ip, fp, acc);

    /// <summary>Replaces the frame by one of the function with reference <paramref name="acc"/>, wherever it lives.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TailCall(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => m.TailCallAnywhere(ip, fp, acc);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LeaveInstance(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) => m.LeaveInstance();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void MemoryOutOfBounds(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        m.EndWith(WasmTrap.MemoryOutOfBounds);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TableOutOfBounds(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc) =>
        m.EndWith(WasmTrap.TableOutOfBounds);
}

using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed;

/// <summary>
/// Executes one kind of instruction and goes on to the next by a tail call: threaded code. A virtual call in tail position whose
/// arguments fit into registers is a jump in optimised code (RyuJIT, JIT as well as Native AOT), so a guest of any length uses
/// one native frame. Handlers are stateless singletons; <see cref="Run"/> returns when the guest leaves or traps.
/// </summary>
/// <remarks>
/// Rules for every <see cref="Run"/>: <c>AggressiveOptimization</c> (the first tier of the JIT
/// makes none), not <c>NoInlining</c> (the runtime makes none from such methods), no local whose address is taken, the next
/// handler's call as the last statement, anything rare as a jump to <c>SlowPaths</c>, so that the handler itself needs no spills.
/// </remarks>
abstract unsafe class Handler
{
    /// <summary>For <see cref="MethodImplAttribute"/> of every handler.</summary>
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <param name="ip">The instruction.</param>
    /// <param name="fp">The frame: locals, then the operand stack.</param>
    /// <param name="mem">Base of the instance's memory.</param>
    /// <param name="m">The store's state.</param>
    /// <param name="acc">Carries one value from an instruction to the next.</param>
    public abstract void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ref ulong Slot(ulong* fp, int offset) => ref *(ulong*)((byte*)fp + offset);
}

using System.Runtime.InteropServices;

namespace SignalK.Wasm.Managed;

/// <summary>
/// One instruction of the internal register form: the handler that executes it and its operands. Slots are byte offsets from
/// the frame's base; branch targets are byte offsets from the instruction itself.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
struct Insn
{
    public const int Size = 32;

    [FieldOffset(0)] public Handler Op;

    /// <summary>The result's slot, or a branch's target.</summary>
    [FieldOffset(8)] public int A;

    /// <summary>The first operand's slot.</summary>
    [FieldOffset(12)] public int B;

    /// <summary>The second operand's slot, the offset of a memory access, or the fuel of a branch that is taken.</summary>
    [FieldOffset(16)] public int C;

    /// <summary>A third operand, or the fuel of a branch that is not taken.</summary>
    [FieldOffset(20)] public int D;

    /// <summary>A constant operand.</summary>
    [FieldOffset(24)] public ulong Imm;

    /// <summary>Lower half of <see cref="Imm"/>: a slot where the other fields are taken.</summary>
    [FieldOffset(24)] public int E;

    /// <summary>Upper half of <see cref="Imm"/>.</summary>
    [FieldOffset(28)] public int F;
}

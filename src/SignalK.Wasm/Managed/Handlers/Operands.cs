using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>Where the second operand of an instruction comes from.</summary>
unsafe interface IRight
{
    static abstract ulong Value(Insn* ip, ulong* fp);
}

/// <summary>Slot <see cref="Insn.C"/>.</summary>
readonly unsafe struct SlotC : IRight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Value(Insn* ip, ulong* fp) => *(ulong*)((byte*)fp + ip->C);
}

/// <summary>Slot <see cref="Insn.E"/>, for instructions that need C for fuel.</summary>
readonly unsafe struct SlotE : IRight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Value(Insn* ip, ulong* fp) => *(ulong*)((byte*)fp + ip->E);
}

readonly unsafe struct Constant : IRight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Value(Insn* ip, ulong* fp) => ip->Imm;
}

/// <summary>Constant <see cref="Insn.E"/> of 32 bits.</summary>
readonly unsafe struct ConstantE : IRight
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Value(Insn* ip, ulong* fp) => (uint)ip->E;
}

/// <summary>How a memory access computes its address: 33 bits, so that nothing wraps.</summary>
unsafe interface IAddress
{
    static abstract ulong Of(Insn* ip, ulong* fp);
}

/// <summary>Slot B + offset C.</summary>
readonly unsafe struct SlotAddress : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Insn* ip, ulong* fp) => (ulong)(uint)*(ulong*)((byte*)fp + ip->B) + (uint)ip->C;
}

/// <summary>Known when translated.</summary>
readonly unsafe struct ConstantAddress : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Insn* ip, ulong* fp) => ip->Imm;
}

/// <summary>Slot B + slot E, which wraps at 32 bits, + offset C.</summary>
readonly unsafe struct SumAddress : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Insn* ip, ulong* fp) =>
        (ulong)((uint)*(ulong*)((byte*)fp + ip->B) + (uint)*(ulong*)((byte*)fp + ip->E)) + (uint)ip->C;
}

/// <summary>Slot B + constant E, which wraps at 32 bits, + offset C.</summary>
readonly unsafe struct DisplacedAddress : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Insn* ip, ulong* fp) =>
        (ulong)((uint)*(ulong*)((byte*)fp + ip->B) + (uint)ip->E) + (uint)ip->C;
}

/// <summary>Whether a condition branches when it holds or when it does not.</summary>
interface ISense
{
    static abstract bool Taken { get; }
}

readonly struct IfTrue : ISense
{
    public static bool Taken => true;
}

readonly struct IfFalse : ISense
{
    public static bool Taken => false;
}

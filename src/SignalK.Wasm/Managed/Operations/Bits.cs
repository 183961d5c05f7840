using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Operations;

/// <summary>Floats in slots, and where WebAssembly's arithmetic differs from that of .NET.</summary>
static class Bits
{
    const uint CanonicalF32 = 0x7FC0_0000;
    const ulong CanonicalF64 = 0x7FF8_0000_0000_0000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(float value) => BitConverter.SingleToUInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(double value) => BitConverter.DoubleToUInt64Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CanonicalizeF32(ulong bits) => float.IsNaN(F32(bits)) ? CanonicalF32 : bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CanonicalizeF64(ulong bits) => double.IsNaN(F64(bits)) ? CanonicalF64 : bits;

    // The sum makes a signalling NaN quiet, which Math.Min and Math.Max do not.
    public static float Min(float left, float right) =>
        float.IsNaN(left) || float.IsNaN(right) ? left + right : MathF.Min(left, right);

    public static float Max(float left, float right) =>
        float.IsNaN(left) || float.IsNaN(right) ? left + right : MathF.Max(left, right);

    public static double Min(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? left + right : Math.Min(left, right);

    public static double Max(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? left + right : Math.Max(left, right);

    /// <summary>Rounded once: a way through double would round twice.</summary>
    public static float ToF32(ulong value) =>
        (long)value >= 0 ? (float)(long)value : 2 * (float)(long)((value >> 1) | (value & 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WasmTrap CheckRange(double value, double below, double above) =>
        value > below && value < above ? WasmTrap.None
        : double.IsNaN(value) ? WasmTrap.BadConversion : WasmTrap.IntegerOverflow;
}

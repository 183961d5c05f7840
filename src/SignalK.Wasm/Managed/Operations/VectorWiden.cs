using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct I8x16NarrowS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.NarrowSigned(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I8x16NarrowU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.NarrowUnsigned(left.AsInt16(), right.AsInt16());
}

readonly struct I16x8NarrowS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.NarrowSigned(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I16x8NarrowU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.NarrowUnsigned(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I16x8ExtendLowS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value.AsSByte()).AsByte();
}

readonly struct I16x8ExtMulLowS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left.AsSByte()) * Vector128.WidenLower(right.AsSByte())).AsByte();
}

readonly struct I16x8ExtendHighS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value.AsSByte()).AsByte();
}

readonly struct I16x8ExtMulHighS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left.AsSByte()) * Vector128.WidenUpper(right.AsSByte())).AsByte();
}

readonly struct I16x8ExtendLowU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value).AsByte();
}

readonly struct I16x8ExtMulLowU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left) * Vector128.WidenLower(right)).AsByte();
}

readonly struct I16x8ExtendHighU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value).AsByte();
}

readonly struct I16x8ExtMulHighU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left) * Vector128.WidenUpper(right)).AsByte();
}

readonly struct I32x4ExtendLowS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value.AsInt16()).AsByte();
}

readonly struct I32x4ExtMulLowS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left.AsInt16()) * Vector128.WidenLower(right.AsInt16())).AsByte();
}

readonly struct I32x4ExtendHighS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value.AsInt16()).AsByte();
}

readonly struct I32x4ExtMulHighS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left.AsInt16()) * Vector128.WidenUpper(right.AsInt16())).AsByte();
}

readonly struct I32x4ExtendLowU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value.AsUInt16()).AsByte();
}

readonly struct I32x4ExtMulLowU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left.AsUInt16()) * Vector128.WidenLower(right.AsUInt16())).AsByte();
}

readonly struct I32x4ExtendHighU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value.AsUInt16()).AsByte();
}

readonly struct I32x4ExtMulHighU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left.AsUInt16()) * Vector128.WidenUpper(right.AsUInt16())).AsByte();
}

readonly struct I64x2ExtendLowS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value.AsInt32()).AsByte();
}

readonly struct I64x2ExtMulLowS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left.AsInt32()) * Vector128.WidenLower(right.AsInt32())).AsByte();
}

readonly struct I64x2ExtendHighS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value.AsInt32()).AsByte();
}

readonly struct I64x2ExtMulHighS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left.AsInt32()) * Vector128.WidenUpper(right.AsInt32())).AsByte();
}

readonly struct I64x2ExtendLowU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenLower(value.AsUInt32()).AsByte();
}

readonly struct I64x2ExtMulLowU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenLower(left.AsUInt32()) * Vector128.WidenLower(right.AsUInt32())).AsByte();
}

readonly struct I64x2ExtendHighU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.WidenUpper(value.AsUInt32()).AsByte();
}

readonly struct I64x2ExtMulHighU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.WidenUpper(left.AsUInt32()) * Vector128.WidenUpper(right.AsUInt32())).AsByte();
}

readonly struct I16x8ExtAddPairwiseS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) =>
        (((value.AsInt16() << 8) >> 8) + (value.AsInt16() >> 8)).AsByte();
}

readonly struct I16x8ExtAddPairwiseU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) =>
        (((value.AsUInt16() << 8) >>> 8) + (value.AsUInt16() >>> 8)).AsByte();
}

readonly struct I32x4ExtAddPairwiseS : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) =>
        (((value.AsInt32() << 16) >> 16) + (value.AsInt32() >> 16)).AsByte();
}

readonly struct I32x4ExtAddPairwiseU : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) =>
        (((value.AsUInt32() << 16) >>> 16) + (value.AsUInt32() >>> 16)).AsByte();
}

readonly struct I16x8Q15MulrSatS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Q15MultiplyRound(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I32x4DotI16x8S : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Dot(left.AsInt16(), right.AsInt16()).AsByte();
}

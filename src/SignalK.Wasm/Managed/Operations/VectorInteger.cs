using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct I8x16Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsSByte()).AsByte();
}

readonly struct I8x16Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsSByte()).AsByte();
}

readonly struct I8x16Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left + right;
}

readonly struct I8x16Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left - right;
}

readonly struct I8x16MinS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Min(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16MinU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.Min(left, right);
}

readonly struct I8x16MaxS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Max(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16MaxU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.Max(left, right);
}

readonly struct I16x8Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsInt16()).AsByte();
}

readonly struct I16x8Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsInt16()).AsByte();
}

readonly struct I16x8Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt16() + right.AsUInt16()).AsByte();
}

readonly struct I16x8Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt16() - right.AsUInt16()).AsByte();
}

readonly struct I16x8Mul : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsInt16() * right.AsInt16()).AsByte();
}

readonly struct I16x8MinS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Min(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8MinU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Min(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I16x8MaxS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Max(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8MaxU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Max(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I32x4Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsInt32()).AsByte();
}

readonly struct I32x4Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsInt32()).AsByte();
}

readonly struct I32x4Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt32() + right.AsUInt32()).AsByte();
}

readonly struct I32x4Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt32() - right.AsUInt32()).AsByte();
}

readonly struct I32x4Mul : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsInt32() * right.AsInt32()).AsByte();
}

readonly struct I32x4MinS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Min(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4MinU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Min(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I32x4MaxS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Max(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4MaxU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Max(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I64x2Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsInt64()).AsByte();
}

readonly struct I64x2Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsInt64()).AsByte();
}

readonly struct I64x2Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt64() + right.AsUInt64()).AsByte();
}

readonly struct I64x2Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsUInt64() - right.AsUInt64()).AsByte();
}

readonly struct I64x2Mul : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsInt64() * right.AsInt64()).AsByte();
}

readonly struct I8x16Popcnt : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.PopCount(value);
}

readonly struct I8x16AddSatS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.AddSaturate(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16AddSatU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Lanes.AddSaturate(left, right);
}

readonly struct I8x16SubSatS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.SubtractSaturate(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16SubSatU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.Max(left, right) - right;
}

readonly struct I8x16AvgrU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => (left | right) - ((left ^ right) >>> 1);
}

readonly struct I16x8AddSatS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.AddSaturate(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8AddSatU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.AddSaturate(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I16x8SubSatS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.SubtractSaturate(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8SubSatU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (Vector128.Max(left.AsUInt16(), right.AsUInt16()) - right.AsUInt16()).AsByte();
}

readonly struct I16x8AvgrU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        ((left.AsUInt16() | right.AsUInt16()) - ((left.AsUInt16() ^ right.AsUInt16()) >>> 1)).AsByte();
}

using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct I8x16Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsSByte(), right.AsSByte())).AsByte();
}

readonly struct I8x16LtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16LtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.LessThan(left, right);
}

readonly struct I8x16GtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16GtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.GreaterThan(left, right);
}

readonly struct I8x16LeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16LeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.LessThanOrEqual(left, right);
}

readonly struct I8x16GeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsSByte(), right.AsSByte()).AsByte();
}

readonly struct I8x16GeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left, right);
}

readonly struct I16x8Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsInt16(), right.AsInt16())).AsByte();
}

readonly struct I16x8LtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8LtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I16x8GtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8GtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I16x8LeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8LeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I16x8GeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsInt16(), right.AsInt16()).AsByte();
}

readonly struct I16x8GeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsUInt16(), right.AsUInt16()).AsByte();
}

readonly struct I32x4Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsInt32(), right.AsInt32())).AsByte();
}

readonly struct I32x4LtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4LtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I32x4GtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4GtU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I32x4LeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4LeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I32x4GeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsInt32(), right.AsInt32()).AsByte();
}

readonly struct I32x4GeU : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsUInt32(), right.AsUInt32()).AsByte();
}

readonly struct I64x2Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsInt64(), right.AsInt64()).AsByte();
}

readonly struct I64x2Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsInt64(), right.AsInt64())).AsByte();
}

readonly struct I64x2LtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsInt64(), right.AsInt64()).AsByte();
}

readonly struct I64x2GtS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsInt64(), right.AsInt64()).AsByte();
}

readonly struct I64x2LeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsInt64(), right.AsInt64()).AsByte();
}

readonly struct I64x2GeS : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsInt64(), right.AsInt64()).AsByte();
}

readonly struct F32x4Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsSingle(), right.AsSingle())).AsByte();
}

readonly struct F32x4Lt : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4Gt : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4Le : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4Ge : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F64x2Eq : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.Equals(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2Ne : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (~Vector128.Equals(left.AsDouble(), right.AsDouble())).AsByte();
}

readonly struct F64x2Lt : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThan(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2Gt : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThan(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2Le : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.LessThanOrEqual(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2Ge : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.GreaterThanOrEqual(left.AsDouble(), right.AsDouble()).AsByte();
}

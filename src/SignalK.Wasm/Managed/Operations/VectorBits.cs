using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct V128Not : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => ~value;
}

readonly struct V128And : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left & right;
}

readonly struct V128AndNot : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left & ~right;
}

readonly struct V128Or : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left | right;
}

readonly struct V128Xor : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => left ^ right;
}

readonly struct V128AnyTrue : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => value != Vector128<byte>.Zero ? 1u : 0;
}

readonly struct I8x16Swizzle : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => Vector128.Shuffle(left, right);
}

readonly struct I8x16AllTrue : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => Vector128.EqualsAny(value, Vector128<byte>.Zero) ? 0u : 1;
}

readonly struct I8x16Bitmask : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => value.ExtractMostSignificantBits();
}

readonly struct I16x8AllTrue : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => Vector128.EqualsAny(value.AsUInt16(), Vector128<ushort>.Zero) ? 0u : 1;
}

readonly struct I16x8Bitmask : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => value.AsUInt16().ExtractMostSignificantBits();
}

readonly struct I32x4AllTrue : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => Vector128.EqualsAny(value.AsUInt32(), Vector128<uint>.Zero) ? 0u : 1;
}

readonly struct I32x4Bitmask : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => value.AsUInt32().ExtractMostSignificantBits();
}

readonly struct I64x2AllTrue : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => Vector128.EqualsAny(value.AsUInt64(), Vector128<ulong>.Zero) ? 0u : 1;
}

readonly struct I64x2Bitmask : IVectorTest
{
    public static uint Apply(Vector128<byte> value) => value.AsUInt64().ExtractMostSignificantBits();
}

readonly struct I8x16Shl : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => value << (count & 7);
}

readonly struct I8x16ShrS : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsSByte() >> (count & 7)).AsByte();
}

readonly struct I8x16ShrU : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => value >>> (count & 7);
}

readonly struct I16x8Shl : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt16() << (count & 15)).AsByte();
}

readonly struct I16x8ShrS : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsInt16() >> (count & 15)).AsByte();
}

readonly struct I16x8ShrU : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt16() >>> (count & 15)).AsByte();
}

readonly struct I32x4Shl : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt32() << (count & 31)).AsByte();
}

readonly struct I32x4ShrS : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsInt32() >> (count & 31)).AsByte();
}

readonly struct I32x4ShrU : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt32() >>> (count & 31)).AsByte();
}

readonly struct I64x2Shl : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt64() << (count & 63)).AsByte();
}

readonly struct I64x2ShrS : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsInt64() >> (count & 63)).AsByte();
}

readonly struct I64x2ShrU : IVectorShift
{
    public static Vector128<byte> Apply(Vector128<byte> value, int count) => (value.AsUInt64() >>> (count & 63)).AsByte();
}

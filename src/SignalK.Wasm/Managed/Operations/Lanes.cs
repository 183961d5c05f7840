using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

/// <summary>Vector operations that .NET does not have as such, on every framework that we build for.</summary>
static class Lanes
{
    public static Vector128<byte> PopCount(Vector128<byte> value)
    {
        var pairs = value - ((value >>> 1) & Vector128.Create((byte)0x55));
        var nibbles = (pairs & Vector128.Create((byte)0x33)) + ((pairs >>> 2) & Vector128.Create((byte)0x33));
        return (nibbles + (nibbles >>> 4)) & Vector128.Create((byte)0x0F);
    }

    public static Vector128<sbyte> AddSaturate(Vector128<sbyte> left, Vector128<sbyte> right)
    {
        var sum = left + right;
        var overflow = ((sum ^ left) & (sum ^ right)) >> 7;
        return Vector128.ConditionalSelect(overflow, (left >> 7) ^ Vector128.Create(sbyte.MaxValue), sum);
    }

    public static Vector128<short> AddSaturate(Vector128<short> left, Vector128<short> right)
    {
        var sum = left + right;
        var overflow = ((sum ^ left) & (sum ^ right)) >> 15;
        return Vector128.ConditionalSelect(overflow, (left >> 15) ^ Vector128.Create(short.MaxValue), sum);
    }

    public static Vector128<byte> AddSaturate(Vector128<byte> left, Vector128<byte> right)
    {
        var sum = left + right;
        return sum | Vector128.LessThan(sum, left);
    }

    public static Vector128<ushort> AddSaturate(Vector128<ushort> left, Vector128<ushort> right)
    {
        var sum = left + right;
        return sum | Vector128.LessThan(sum, left);
    }

    public static Vector128<sbyte> SubtractSaturate(Vector128<sbyte> left, Vector128<sbyte> right)
    {
        var difference = left - right;
        var overflow = ((left ^ right) & (left ^ difference)) >> 7;
        return Vector128.ConditionalSelect(overflow, (left >> 7) ^ Vector128.Create(sbyte.MaxValue), difference);
    }

    public static Vector128<short> SubtractSaturate(Vector128<short> left, Vector128<short> right)
    {
        var difference = left - right;
        var overflow = ((left ^ right) & (left ^ difference)) >> 15;
        return Vector128.ConditionalSelect(overflow, (left >> 15) ^ Vector128.Create(short.MaxValue), difference);
    }

    public static Vector128<sbyte> NarrowSigned(Vector128<short> left, Vector128<short> right) =>
        Vector128.Narrow(Clamp(left, sbyte.MinValue, sbyte.MaxValue), Clamp(right, sbyte.MinValue, sbyte.MaxValue));

    public static Vector128<byte> NarrowUnsigned(Vector128<short> left, Vector128<short> right) =>
        Vector128.Narrow(Clamp(left, 0, byte.MaxValue).AsUInt16(), Clamp(right, 0, byte.MaxValue).AsUInt16());

    public static Vector128<short> NarrowSigned(Vector128<int> left, Vector128<int> right) =>
        Vector128.Narrow(Clamp(left, short.MinValue, short.MaxValue), Clamp(right, short.MinValue, short.MaxValue));

    public static Vector128<ushort> NarrowUnsigned(Vector128<int> left, Vector128<int> right) =>
        Vector128.Narrow(Clamp(left, 0, ushort.MaxValue).AsUInt32(), Clamp(right, 0, ushort.MaxValue).AsUInt32());

    public static Vector128<short> Q15MultiplyRound(Vector128<short> left, Vector128<short> right)
    {
        var half = Vector128.Create(0x4000);
        var low = (Vector128.WidenLower(left) * Vector128.WidenLower(right) + half) >> 15;
        var high = (Vector128.WidenUpper(left) * Vector128.WidenUpper(right) + half) >> 15;
        return NarrowSigned(low, high);
    }

    public static Vector128<int> Dot(Vector128<short> left, Vector128<short> right)
    {
        var even = ((left.AsInt32() << 16) >> 16) * ((right.AsInt32() << 16) >> 16);
        return even + (left.AsInt32() >> 16) * (right.AsInt32() >> 16);
    }

    // The sum makes a signalling NaN quiet.
    public static Vector128<float> Min(Vector128<float> left, Vector128<float> right) =>
        Vector128.ConditionalSelect(Ordered(left, right), Vector128.Min(left, right), left + right);

    public static Vector128<float> Max(Vector128<float> left, Vector128<float> right) =>
        Vector128.ConditionalSelect(Ordered(left, right), Vector128.Max(left, right), left + right);

    public static Vector128<double> Min(Vector128<double> left, Vector128<double> right) =>
        Vector128.ConditionalSelect(Ordered(left, right), Vector128.Min(left, right), left + right);

    public static Vector128<double> Max(Vector128<double> left, Vector128<double> right) =>
        Vector128.ConditionalSelect(Ordered(left, right), Vector128.Max(left, right), left + right);

    public static Vector128<float> Demote(Vector128<double> value) => Vector128.Create((float)value[0], (float)value[1], 0, 0);

    public static Vector128<double> Promote(Vector128<float> value) => Vector128.Create((double)value[0], value[1]);

    public static Vector128<int> TruncateSigned(Vector128<double> value) => Vector128.Create((int)value[0], (int)value[1], 0, 0);

    public static Vector128<uint> TruncateUnsigned(Vector128<double> value) =>
        Vector128.Create((uint)value[0], (uint)value[1], 0, 0);

    public static Vector128<double> ConvertLow(Vector128<int> value) => Vector128.Create((double)value[0], value[1]);

    public static Vector128<double> ConvertLow(Vector128<uint> value) => Vector128.Create((double)value[0], value[1]);

    static Vector128<float> Ordered(Vector128<float> left, Vector128<float> right) =>
        Vector128.Equals(left, left) & Vector128.Equals(right, right);

    static Vector128<double> Ordered(Vector128<double> left, Vector128<double> right) =>
        Vector128.Equals(left, left) & Vector128.Equals(right, right);

    static Vector128<short> Clamp(Vector128<short> value, short low, short high) =>
        Vector128.Min(Vector128.Max(value, Vector128.Create(low)), Vector128.Create(high));

    static Vector128<int> Clamp(Vector128<int> value, int low, int high) =>
        Vector128.Min(Vector128.Max(value, Vector128.Create(low)), Vector128.Create(high));
}

readonly struct CanonicalVectorUnaryF32<T> : IVectorUnary where T : struct, IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => VectorCanonical.F32(T.Apply(value));
}

readonly struct CanonicalVectorUnaryF64<T> : IVectorUnary where T : struct, IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => VectorCanonical.F64(T.Apply(value));
}

readonly struct CanonicalVectorBinaryF32<T> : IVectorBinary where T : struct, IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => VectorCanonical.F32(T.Apply(left, right));
}

readonly struct CanonicalVectorBinaryF64<T> : IVectorBinary where T : struct, IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) => VectorCanonical.F64(T.Apply(left, right));
}

static class VectorCanonical
{
    public static Vector128<byte> F32(Vector128<byte> bits)
    {
        var value = bits.AsSingle();
        var canonical = Vector128.Create(0x7FC0_0000).AsSingle();
        return Vector128.ConditionalSelect(Vector128.Equals(value, value), value, canonical).AsByte();
    }

    public static Vector128<byte> F64(Vector128<byte> bits)
    {
        var value = bits.AsDouble();
        var canonical = Vector128.Create(0x7FF8_0000_0000_0000).AsDouble();
        return Vector128.ConditionalSelect(Vector128.Equals(value, value), value, canonical).AsByte();
    }
}

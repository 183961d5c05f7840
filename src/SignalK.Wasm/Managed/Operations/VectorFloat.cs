using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct F32x4Ceil : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Ceiling(value.AsSingle()).AsByte();
}

readonly struct F32x4Floor : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Floor(value.AsSingle()).AsByte();
}

readonly struct F32x4Trunc : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Truncate(value.AsSingle()).AsByte();
}

readonly struct F32x4Nearest : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Round(value.AsSingle()).AsByte();
}

readonly struct F32x4Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsSingle()).AsByte();
}

readonly struct F32x4Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsSingle()).AsByte();
}

readonly struct F32x4Sqrt : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Sqrt(value.AsSingle()).AsByte();
}

readonly struct F32x4Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsSingle() + right.AsSingle()).AsByte();
}

readonly struct F32x4Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsSingle() - right.AsSingle()).AsByte();
}

readonly struct F32x4Mul : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsSingle() * right.AsSingle()).AsByte();
}

readonly struct F32x4Div : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsSingle() / right.AsSingle()).AsByte();
}

readonly struct F32x4Min : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Min(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4Max : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Max(left.AsSingle(), right.AsSingle()).AsByte();
}

readonly struct F32x4PMin : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.ConditionalSelect(Vector128.LessThan(right.AsSingle(), left.AsSingle()), right.AsSingle(), left.AsSingle()).AsByte();
}

readonly struct F32x4PMax : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.ConditionalSelect(Vector128.LessThan(left.AsSingle(), right.AsSingle()), right.AsSingle(), left.AsSingle()).AsByte();
}

readonly struct F64x2Ceil : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Ceiling(value.AsDouble()).AsByte();
}

readonly struct F64x2Floor : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Floor(value.AsDouble()).AsByte();
}

readonly struct F64x2Trunc : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Truncate(value.AsDouble()).AsByte();
}

readonly struct F64x2Nearest : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Round(value.AsDouble()).AsByte();
}

readonly struct F64x2Abs : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Abs(value.AsDouble()).AsByte();
}

readonly struct F64x2Neg : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => (-value.AsDouble()).AsByte();
}

readonly struct F64x2Sqrt : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.Sqrt(value.AsDouble()).AsByte();
}

readonly struct F64x2Add : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsDouble() + right.AsDouble()).AsByte();
}

readonly struct F64x2Sub : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsDouble() - right.AsDouble()).AsByte();
}

readonly struct F64x2Mul : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsDouble() * right.AsDouble()).AsByte();
}

readonly struct F64x2Div : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        (left.AsDouble() / right.AsDouble()).AsByte();
}

readonly struct F64x2Min : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Min(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2Max : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Lanes.Max(left.AsDouble(), right.AsDouble()).AsByte();
}

readonly struct F64x2PMin : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.ConditionalSelect(Vector128.LessThan(right.AsDouble(), left.AsDouble()), right.AsDouble(), left.AsDouble()).AsByte();
}

readonly struct F64x2PMax : IVectorBinary
{
    public static Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.ConditionalSelect(Vector128.LessThan(left.AsDouble(), right.AsDouble()), right.AsDouble(), left.AsDouble()).AsByte();
}

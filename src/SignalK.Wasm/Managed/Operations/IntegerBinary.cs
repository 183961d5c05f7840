using System.Numerics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct I32Add : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left + (uint)right;
}

readonly struct I32Sub : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left - (uint)right;
}

readonly struct I32Mul : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left * (uint)right;
}

readonly struct I32And : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left & (uint)right;
}

readonly struct I32Or : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left | (uint)right;
}

readonly struct I32Xor : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left ^ (uint)right;
}

readonly struct I32Shl : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left << (int)right;
}

readonly struct I32ShrS : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)((int)left >> (int)right);
}

readonly struct I32ShrU : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (uint)left >> (int)right;
}

readonly struct I32Rotl : IBinary
{
    public static ulong Apply(ulong left, ulong right) => BitOperations.RotateLeft((uint)left, (int)right);
}

readonly struct I32Rotr : IBinary
{
    public static ulong Apply(ulong left, ulong right) => BitOperations.RotateRight((uint)left, (int)right);
}

readonly struct I64Add : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left + right;
}

readonly struct I64Sub : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left - right;
}

readonly struct I64Mul : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left * right;
}

readonly struct I64And : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left & right;
}

readonly struct I64Or : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left | right;
}

readonly struct I64Xor : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left ^ right;
}

readonly struct I64Shl : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left << (int)right;
}

readonly struct I64ShrS : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (ulong)((long)left >> (int)right);
}

readonly struct I64ShrU : IBinary
{
    public static ulong Apply(ulong left, ulong right) => left >> (int)right;
}

readonly struct I64Rotl : IBinary
{
    public static ulong Apply(ulong left, ulong right) => BitOperations.RotateLeft(left, (int)right);
}

readonly struct I64Rotr : IBinary
{
    public static ulong Apply(ulong left, ulong right) => BitOperations.RotateRight(left, (int)right);
}

using System.Numerics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct I32Clz : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.LeadingZeroCount((uint)value);
}

readonly struct I32Ctz : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.TrailingZeroCount((uint)value);
}

readonly struct I32Popcnt : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.PopCount((uint)value);
}

readonly struct I64Clz : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.LeadingZeroCount(value);
}

readonly struct I64Ctz : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.TrailingZeroCount(value);
}

readonly struct I64Popcnt : IUnary
{
    public static ulong Apply(ulong value) => (uint)BitOperations.PopCount(value);
}

readonly struct I32Wrap : IUnary
{
    public static ulong Apply(ulong value) => (uint)value;
}

readonly struct I64ExtendI32S : IUnary
{
    public static ulong Apply(ulong value) => (ulong)(int)value;
}

readonly struct I32Extend8S : IUnary
{
    public static ulong Apply(ulong value) => (uint)(sbyte)value;
}

readonly struct I32Extend16S : IUnary
{
    public static ulong Apply(ulong value) => (uint)(short)value;
}

readonly struct I64Extend8S : IUnary
{
    public static ulong Apply(ulong value) => (ulong)(sbyte)value;
}

readonly struct I64Extend16S : IUnary
{
    public static ulong Apply(ulong value) => (ulong)(short)value;
}

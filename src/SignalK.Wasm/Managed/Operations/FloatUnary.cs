namespace SignalK.Wasm.Managed.Operations;

readonly struct F32Abs : IUnary
{
    public static ulong Apply(ulong value) => value & ~0x8000_0000UL;
}

readonly struct F32Neg : IUnary
{
    public static ulong Apply(ulong value) => value ^ 0x8000_0000UL;
}

readonly struct F32Ceil : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(MathF.Ceiling(Bits.F32(value)));
}

readonly struct F32Floor : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(MathF.Floor(Bits.F32(value)));
}

readonly struct F32Trunc : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(MathF.Truncate(Bits.F32(value)));
}

readonly struct F32Nearest : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(MathF.Round(Bits.F32(value), MidpointRounding.ToEven));
}

readonly struct F32Sqrt : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(MathF.Sqrt(Bits.F32(value)));
}

readonly struct F64Abs : IUnary
{
    public static ulong Apply(ulong value) => value & ~0x8000_0000_0000_0000UL;
}

readonly struct F64Neg : IUnary
{
    public static ulong Apply(ulong value) => value ^ 0x8000_0000_0000_0000UL;
}

readonly struct F64Ceil : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Math.Ceiling(Bits.F64(value)));
}

readonly struct F64Floor : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Math.Floor(Bits.F64(value)));
}

readonly struct F64Trunc : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Math.Truncate(Bits.F64(value)));
}

readonly struct F64Nearest : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Math.Round(Bits.F64(value), MidpointRounding.ToEven));
}

readonly struct F64Sqrt : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Math.Sqrt(Bits.F64(value)));
}

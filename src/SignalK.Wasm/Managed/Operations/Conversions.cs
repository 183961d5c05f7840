namespace SignalK.Wasm.Managed.Operations;

// The casts of .NET 9 and later saturate and turn NaN into 0 on every machine.

readonly struct F32ConvertI32S : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((float)(int)value);
}

readonly struct F32ConvertI32U : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((float)(uint)value);
}

readonly struct F32ConvertI64S : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((float)(long)value);
}

readonly struct F32ConvertI64U : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of(Bits.ToF32(value));
}

readonly struct F64ConvertI32S : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((double)(int)value);
}

readonly struct F64ConvertI32U : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((double)(uint)value);
}

readonly struct F64ConvertI64S : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((double)(long)value);
}

readonly struct F64ConvertI64U : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((double)value);
}

readonly struct F32DemoteF64 : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((float)Bits.F64(value));
}

readonly struct F64PromoteF32 : IUnary
{
    public static ulong Apply(ulong value) => Bits.Of((double)Bits.F32(value));
}

readonly struct I32TruncSatF32S : IUnary
{
    public static ulong Apply(ulong value) => (uint)(int)Bits.F32(value);
}

readonly struct I32TruncSatF32U : IUnary
{
    public static ulong Apply(ulong value) => (uint)Bits.F32(value);
}

readonly struct I32TruncSatF64S : IUnary
{
    public static ulong Apply(ulong value) => (uint)(int)Bits.F64(value);
}

readonly struct I32TruncSatF64U : IUnary
{
    public static ulong Apply(ulong value) => (uint)Bits.F64(value);
}

readonly struct I64TruncSatF32S : IUnary
{
    public static ulong Apply(ulong value) => (ulong)(long)Bits.F32(value);
}

readonly struct I64TruncSatF32U : IUnary
{
    public static ulong Apply(ulong value) => (ulong)Bits.F32(value);
}

readonly struct I64TruncSatF64S : IUnary
{
    public static ulong Apply(ulong value) => (ulong)(long)Bits.F64(value);
}

readonly struct I64TruncSatF64U : IUnary
{
    public static ulong Apply(ulong value) => (ulong)Bits.F64(value);
}

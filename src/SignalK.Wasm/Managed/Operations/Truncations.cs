namespace SignalK.Wasm.Managed.Operations;

// Bounds are exclusive: the nearest representable values that are out of range.

readonly struct I32TruncF32S : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F32(value), -2147483904.0, 2147483648.0);

    public static ulong Apply(ulong value) => (uint)(int)Bits.F32(value);
}

readonly struct I32TruncF32U : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F32(value), -1.0, 4294967296.0);

    public static ulong Apply(ulong value) => (uint)Bits.F32(value);
}

readonly struct I32TruncF64S : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F64(value), -2147483649.0, 2147483648.0);

    public static ulong Apply(ulong value) => (uint)(int)Bits.F64(value);
}

readonly struct I32TruncF64U : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F64(value), -1.0, 4294967296.0);

    public static ulong Apply(ulong value) => (uint)Bits.F64(value);
}

readonly struct I64TruncF32S : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F32(value), -9223373136366403584.0, 9223372036854775808.0);

    public static ulong Apply(ulong value) => (ulong)(long)Bits.F32(value);
}

readonly struct I64TruncF32U : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F32(value), -1.0, 18446744073709551616.0);

    public static ulong Apply(ulong value) => (ulong)Bits.F32(value);
}

readonly struct I64TruncF64S : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F64(value), -9223372036854777856.0, 9223372036854775808.0);

    public static ulong Apply(ulong value) => (ulong)(long)Bits.F64(value);
}

readonly struct I64TruncF64U : ITrappingUnary
{
    public static WasmTrap Check(ulong value) => Bits.CheckRange(Bits.F64(value), -1.0, 18446744073709551616.0);

    public static ulong Apply(ulong value) => (ulong)Bits.F64(value);
}

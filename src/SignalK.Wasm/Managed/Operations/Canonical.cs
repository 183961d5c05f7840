namespace SignalK.Wasm.Managed.Operations;

// An operation with its NaN made canonical: the option WasmEngineOptions.Deterministic.

readonly struct CanonicalUnaryF32<T> : IUnary where T : struct, IUnary
{
    public static ulong Apply(ulong value) => Bits.CanonicalizeF32(T.Apply(value));
}

readonly struct CanonicalBinaryF32<T> : IBinary where T : struct, IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.CanonicalizeF32(T.Apply(left, right));
}

readonly struct CanonicalUnaryF64<T> : IUnary where T : struct, IUnary
{
    public static ulong Apply(ulong value) => Bits.CanonicalizeF64(T.Apply(value));
}

readonly struct CanonicalBinaryF64<T> : IBinary where T : struct, IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.CanonicalizeF64(T.Apply(left, right));
}

namespace SignalK.Wasm.Managed.Operations;

readonly struct F32Add : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F32(left) + Bits.F32(right));
}

readonly struct F32Sub : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F32(left) - Bits.F32(right));
}

readonly struct F32Mul : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F32(left) * Bits.F32(right));
}

readonly struct F32Div : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F32(left) / Bits.F32(right));
}

readonly struct F32Min : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.Min(Bits.F32(left), Bits.F32(right)));
}

readonly struct F32Max : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.Max(Bits.F32(left), Bits.F32(right)));
}

readonly struct F32CopySign : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (left & ~0x8000_0000UL) | (right & 0x8000_0000UL);
}

readonly struct F64Add : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F64(left) + Bits.F64(right));
}

readonly struct F64Sub : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F64(left) - Bits.F64(right));
}

readonly struct F64Mul : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F64(left) * Bits.F64(right));
}

readonly struct F64Div : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.F64(left) / Bits.F64(right));
}

readonly struct F64Min : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.Min(Bits.F64(left), Bits.F64(right)));
}

readonly struct F64Max : IBinary
{
    public static ulong Apply(ulong left, ulong right) => Bits.Of(Bits.Max(Bits.F64(left), Bits.F64(right)));
}

readonly struct F64CopySign : IBinary
{
    public static ulong Apply(ulong left, ulong right) => (left & ~0x8000_0000_0000_0000UL) | (right & 0x8000_0000_0000_0000UL);
}

namespace SignalK.Wasm.Managed.Operations;

readonly struct F32Eq : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) == Bits.F32(right);
}

readonly struct F32Ne : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) != Bits.F32(right);
}

readonly struct F32Lt : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) < Bits.F32(right);
}

readonly struct F32Gt : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) > Bits.F32(right);
}

readonly struct F32Le : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) <= Bits.F32(right);
}

readonly struct F32Ge : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F32(left) >= Bits.F32(right);
}

readonly struct F64Eq : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) == Bits.F64(right);
}

readonly struct F64Ne : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) != Bits.F64(right);
}

readonly struct F64Lt : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) < Bits.F64(right);
}

readonly struct F64Gt : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) > Bits.F64(right);
}

readonly struct F64Le : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) <= Bits.F64(right);
}

readonly struct F64Ge : ICompare
{
    public static bool Test(ulong left, ulong right) => Bits.F64(left) >= Bits.F64(right);
}

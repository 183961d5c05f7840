namespace SignalK.Wasm.Managed.Operations;

readonly struct I32Eq : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left == (uint)right;
}

readonly struct I32Ne : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left != (uint)right;
}

readonly struct I32LtS : ICompare
{
    public static bool Test(ulong left, ulong right) => (int)left < (int)right;
}

readonly struct I32LtU : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left < (uint)right;
}

readonly struct I32GtS : ICompare
{
    public static bool Test(ulong left, ulong right) => (int)left > (int)right;
}

readonly struct I32GtU : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left > (uint)right;
}

readonly struct I32LeS : ICompare
{
    public static bool Test(ulong left, ulong right) => (int)left <= (int)right;
}

readonly struct I32LeU : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left <= (uint)right;
}

readonly struct I32GeS : ICompare
{
    public static bool Test(ulong left, ulong right) => (int)left >= (int)right;
}

readonly struct I32GeU : ICompare
{
    public static bool Test(ulong left, ulong right) => (uint)left >= (uint)right;
}

readonly struct I64Eq : ICompare
{
    public static bool Test(ulong left, ulong right) => left == right;
}

readonly struct I64Ne : ICompare
{
    public static bool Test(ulong left, ulong right) => left != right;
}

readonly struct I64LtS : ICompare
{
    public static bool Test(ulong left, ulong right) => (long)left < (long)right;
}

readonly struct I64LtU : ICompare
{
    public static bool Test(ulong left, ulong right) => left < right;
}

readonly struct I64GtS : ICompare
{
    public static bool Test(ulong left, ulong right) => (long)left > (long)right;
}

readonly struct I64GtU : ICompare
{
    public static bool Test(ulong left, ulong right) => left > right;
}

readonly struct I64LeS : ICompare
{
    public static bool Test(ulong left, ulong right) => (long)left <= (long)right;
}

readonly struct I64LeU : ICompare
{
    public static bool Test(ulong left, ulong right) => left <= right;
}

readonly struct I64GeS : ICompare
{
    public static bool Test(ulong left, ulong right) => (long)left >= (long)right;
}

readonly struct I64GeU : ICompare
{
    public static bool Test(ulong left, ulong right) => left >= right;
}

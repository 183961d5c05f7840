namespace SignalK.Wasm.Managed.Operations;

readonly struct I32DivS : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) =>
        (uint)right == 0 ? WasmTrap.DivisionByZero
        : (int)left == int.MinValue && (int)right == -1 ? WasmTrap.IntegerOverflow : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (uint)((int)left / (int)right);
}

readonly struct I32DivU : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (uint)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (uint)left / (uint)right;
}

readonly struct I32RemS : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (uint)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (int)right == -1 ? 0 : (uint)((int)left % (int)right);
}

readonly struct I32RemU : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (uint)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (uint)left % (uint)right;
}

readonly struct I64DivS : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) =>
        (ulong)right == 0 ? WasmTrap.DivisionByZero
        : (long)left == long.MinValue && (long)right == -1 ? WasmTrap.IntegerOverflow : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (ulong)((long)left / (long)right);
}

readonly struct I64DivU : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (ulong)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (ulong)left / (ulong)right;
}

readonly struct I64RemS : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (ulong)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (long)right == -1 ? 0 : (ulong)((long)left % (long)right);
}

readonly struct I64RemU : ITrappingBinary
{
    public static WasmTrap Check(ulong left, ulong right) => (ulong)right == 0 ? WasmTrap.DivisionByZero : WasmTrap.None;

    public static ulong Apply(ulong left, ulong right) => (ulong)left % (ulong)right;
}

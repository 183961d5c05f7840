namespace SignalK.Wasm;

/// <summary>Why a call ended early. <see cref="None"/> is a normal return.</summary>
public enum WasmTrap : byte
{
    None,
    Unreachable,
    MemoryOutOfBounds,
    TableOutOfBounds,
    NullReference,
    BadSignature,
    IntegerOverflow,
    DivisionByZero,
    BadConversion,
    StackOverflow,
    OutOfFuel,
    Deadline,
    Interrupted,

    /// <summary>A host function threw; the outcome's message says what.</summary>
    HostError,

    /// <summary>A host function ended the guest (<c>proc_exit</c>); the outcome carries the code, which may be 0.</summary>
    Exit,
}

public static class WasmTrapNames
{
    /// <summary>The name that tools print and the documentation uses: <c>memory-out-of-bounds</c>, ...</summary>
    public static string ToText(this WasmTrap trap) => trap switch
    {
        WasmTrap.None => "none",
        WasmTrap.Unreachable => "unreachable",
        WasmTrap.MemoryOutOfBounds => "memory-out-of-bounds",
        WasmTrap.TableOutOfBounds => "table-out-of-bounds",
        WasmTrap.NullReference => "null-reference",
        WasmTrap.BadSignature => "bad-signature",
        WasmTrap.IntegerOverflow => "integer-overflow",
        WasmTrap.DivisionByZero => "division-by-zero",
        WasmTrap.BadConversion => "bad-conversion",
        WasmTrap.StackOverflow => "stack-overflow",
        WasmTrap.OutOfFuel => "out-of-fuel",
        WasmTrap.Deadline => "deadline",
        WasmTrap.Interrupted => "interrupted",
        WasmTrap.HostError => "host-error",
        WasmTrap.Exit => "exit",
        _ => throw new ArgumentOutOfRangeException(nameof(trap), trap, null),
    };
}

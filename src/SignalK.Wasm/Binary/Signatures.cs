namespace SignalK.Wasm.Binary;

/// <summary>Operand and result types of the plain numeric instructions and of memory access, by opcode.</summary>
static class Signatures
{
    const WasmValueType I32 = WasmValueType.I32, I64 = WasmValueType.I64, F32 = WasmValueType.F32, F64 = WasmValueType.F64;

    /// <param name="Operands">1 or 2 of type <paramref name="From"/>; 0 where the opcode is not of this kind.</param>
    public readonly record struct Numeric(byte Operands, WasmValueType From, WasmValueType To);

    /// <param name="Align">Logarithm of the natural alignment, which is that of the bytes accessed.</param>
    public readonly record struct Access(WasmValueType Type, byte Align, bool Store);

    public static Numeric[] Plain { get; } = BuildPlain();

    /// <summary>By opcode less <see cref="Opcode.I32Load"/>.</summary>
    public static Access[] Memory { get; } =
    [
        new(I32, 2, false), new(I64, 3, false), new(F32, 2, false), new(F64, 3, false),
        new(I32, 0, false), new(I32, 0, false), new(I32, 1, false), new(I32, 1, false),
        new(I64, 0, false), new(I64, 0, false), new(I64, 1, false), new(I64, 1, false), new(I64, 2, false), new(I64, 2, false),
        new(I32, 2, true), new(I64, 3, true), new(F32, 2, true), new(F64, 3, true),
        new(I32, 0, true), new(I32, 1, true), new(I64, 0, true), new(I64, 1, true), new(I64, 2, true),
    ];

    /// <summary>The saturating conversions, by the number behind the prefix 0xFC.</summary>
    public static Numeric[] Saturating { get; } =
    [
        new(1, F32, I32), new(1, F32, I32), new(1, F64, I32), new(1, F64, I32),
        new(1, F32, I64), new(1, F32, I64), new(1, F64, I64), new(1, F64, I64),
    ];

    static Numeric[] BuildPlain()
    {
        var table = new Numeric[256];
        void Fill(int first, int last, byte operands, WasmValueType from, WasmValueType to) =>
            Array.Fill(table, new Numeric(operands, from, to), first, last - first + 1);

        Fill(0x45, 0x45, 1, I32, I32);
        Fill(0x46, 0x4F, 2, I32, I32);
        Fill(0x50, 0x50, 1, I64, I32);
        Fill(0x51, 0x5A, 2, I64, I32);
        Fill(0x5B, 0x60, 2, F32, I32);
        Fill(0x61, 0x66, 2, F64, I32);
        Fill(0x67, 0x69, 1, I32, I32);
        Fill(0x6A, 0x78, 2, I32, I32);
        Fill(0x79, 0x7B, 1, I64, I64);
        Fill(0x7C, 0x8A, 2, I64, I64);
        Fill(0x8B, 0x91, 1, F32, F32);
        Fill(0x92, 0x98, 2, F32, F32);
        Fill(0x99, 0x9F, 1, F64, F64);
        Fill(0xA0, 0xA6, 2, F64, F64);
        Fill(0xA7, 0xA7, 1, I64, I32);
        Fill(0xA8, 0xA9, 1, F32, I32);
        Fill(0xAA, 0xAB, 1, F64, I32);
        Fill(0xAC, 0xAD, 1, I32, I64);
        Fill(0xAE, 0xAF, 1, F32, I64);
        Fill(0xB0, 0xB1, 1, F64, I64);
        Fill(0xB2, 0xB3, 1, I32, F32);
        Fill(0xB4, 0xB5, 1, I64, F32);
        Fill(0xB6, 0xB6, 1, F64, F32);
        Fill(0xB7, 0xB8, 1, I32, F64);
        Fill(0xB9, 0xBA, 1, I64, F64);
        Fill(0xBB, 0xBB, 1, F32, F64);
        Fill(0xBC, 0xBC, 1, F32, I32);
        Fill(0xBD, 0xBD, 1, F64, I64);
        Fill(0xBE, 0xBE, 1, I32, F32);
        Fill(0xBF, 0xBF, 1, I64, F64);
        Fill(0xC0, 0xC1, 1, I32, I32);
        Fill(0xC2, 0xC4, 1, I64, I64);
        return table;
    }
}

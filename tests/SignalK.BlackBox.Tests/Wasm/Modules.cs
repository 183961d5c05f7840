namespace SignalK.BlackBox.Tests.Wasm;

/// <summary>Small modules, written by hand in the binary format.</summary>
static class Modules
{
    /// <summary>add(i32, i32), same64(i64), sameF64(f64), die(), spin() and a memory of one page.</summary>
    public static byte[] Numbers { get; } =
    [
        .. "\0asm"u8, 1, 0, 0, 0,
        1, 20, 4, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 1, 0x7e, 1, 0x7e, 0x60, 1, 0x7c, 1, 0x7c, 0x60, 0, 0,
        3, 6, 5, 0, 1, 2, 3, 3,
        5, 3, 1, 0, 1,
        7, 48, 6, 3, .. "add"u8, 0, 0, 6, .. "same64"u8, 0, 1, 7, .. "sameF64"u8, 0, 2, 3, .. "die"u8, 0, 3, 4, .. "spin"u8, 0, 4,
        6, .. "memory"u8, 2, 0,
        10, 31, 5, 7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b, 4, 0, 0x20, 0, 0x0b, 4, 0, 0x20, 0, 0x0b, 3, 0, 0, 0x0b,
        7, 0, 0x03, 0x40, 0x0c, 0, 0x0b, 0x0b,
    ];

    /// <summary>
    /// 32 KB that take Cranelift 91 s and 6.7 GB: <paramref name="count"/> nested loops, each of which changes another local and repeats if
    /// it is not zero.
    /// </summary>
    public static byte[] NestedLoops(int count)
    {
        List<byte> code = [1, .. Unsigned(count), 0x7f];
        for (var i = 0; i < count; i++)
            code.AddRange([0x03, 0x40]);
        for (var i = 0; i < count; i++)
            code.AddRange([0x20, .. Unsigned(i), 0x41, 1, 0x6a, 0x21, .. Unsigned(i), 0x20, .. Unsigned(i), 0x0d, 0, 0x0b]);
        code.Add(0x0b);
        byte[] body = [1, .. Unsigned(code.Count), .. code];
        return [.. "\0asm"u8, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 7, 1, 3, .. "run"u8, 0, 0, 10, .. Unsigned(body.Length), .. body];
    }

    // LEB128.
    static byte[] Unsigned(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Unsigned(value >> 7)];

    /// <summary>run(), and an import that nobody answers.</summary>
    public static byte[] UnknownImport { get; } =
    [
        .. "\0asm"u8, 1, 0, 0, 0,
        1, 4, 1, 0x60, 0, 0,
        2, 12, 1, 3, .. "env"u8, 4, .. "sail"u8, 0, 0,
        7, 7, 1, 3, .. "run"u8, 0, 0,
    ];
}

/// <summary>The C program whose sources are with the tests of the WebAssembly library.</summary>
static class Programs
{
    public static string Errands { get; } = Repository.Of("tests/SignalK.Wasm.Tests/Programs/Built/errands-c.wasm");
}

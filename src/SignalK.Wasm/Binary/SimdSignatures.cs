namespace SignalK.Wasm.Binary;

/// <summary>How a vector instruction takes its operands.</summary>
enum SimdShape : byte
{
    None,
    Load,
    Store,
    Const,
    Shuffle,
    Splat,
    Extract,
    Replace,
    LoadLane,
    StoreLane,

    /// <summary>v128 to v128.</summary>
    Unary,

    /// <summary>Two v128 to v128.</summary>
    Binary,
    Ternary,

    /// <summary>v128 and an i32 to v128.</summary>
    Shift,

    /// <summary>v128 to i32.</summary>
    Test,
}

/// <param name="Scalar">The scalar type of splat, extract and replace.</param>
/// <param name="Bits">Logarithm of the bytes accessed, or the number of lanes.</param>
readonly record struct SimdSignature(SimdShape Shape, WasmValueType Scalar = default, byte Bits = 0);

/// <summary>Shapes of the 236 vector instructions, by the number behind the prefix 0xFD.</summary>
static class SimdSignatures
{
    public const int Count = 256;

    // u: v->v, b: vv->v, t: vvv->v, s: v i32->v, i: v->i32, - not assigned; from number 35 on.
    const string Shapes =
        /* 35 */ "bbbbbbbbbb" + "bbbbbbbbbb" + "bbbbbbbbbb" + "bbbbbb" + "bbbbbb"
        /* 77 */ + "ubbbbti" + "----------"
        /* 94 */ + "uu"
        /* 96 */ + "uuuiibb" + "uuuu" + "sss" + "bbbbbb" + "uu" + "bbbb" + "u" + "b" + "uuuu"
        /* 128 */ + "uubiibb" + "uuuu" + "sss" + "bbbbbb" + "u" + "bbbbb" + "-" + "b" + "bbbb"
        /* 160 */ + "uu-ii--" + "uuuu" + "sss" + "b--b---b" + "bbbb" + "b" + "-" + "bbbb"
        /* 192 */ + "uu-ii--" + "uuuu" + "sss" + "b--b---b" + "bbbbbb" + "bbbb"
        /* 224 */ + "uu-u" + "bbbbbbbb" + "uu-u" + "bbbbbbbb"
        /* 248 */ + "uuuuuuuu";

    public static SimdSignature[] Table { get; } = Build();

    static SimdSignature[] Build()
    {
        const WasmValueType i32 = WasmValueType.I32, i64 = WasmValueType.I64, f32 = WasmValueType.F32, f64 = WasmValueType.F64;
        var table = new SimdSignature[Count];
        byte[] loads = [4, 3, 3, 3, 3, 3, 3, 0, 1, 2, 3];
        for (var i = 0; i < loads.Length; i++)
            table[i] = new(SimdShape.Load, Bits: loads[i]);
        table[11] = new(SimdShape.Store, Bits: 4);
        table[12] = new(SimdShape.Const);
        table[13] = new(SimdShape.Shuffle);
        table[14] = new(SimdShape.Binary);
        WasmValueType[] splats = [i32, i32, i32, i64, f32, f64];
        for (var i = 0; i < splats.Length; i++)
            table[15 + i] = new(SimdShape.Splat, splats[i]);

        SimdShape e = SimdShape.Extract, r = SimdShape.Replace;
        SimdSignature[] lanes =
        [
            new(e, i32, 16), new(e, i32, 16), new(r, i32, 16), new(e, i32, 8), new(e, i32, 8), new(r, i32, 8),
            new(e, i32, 4), new(r, i32, 4), new(e, i64, 2), new(r, i64, 2), new(e, f32, 4), new(r, f32, 4), new(e, f64, 2),
            new(r, f64, 2),
        ];
        lanes.CopyTo(table, (int)Opcode.I8x16ExtractLaneS);
        for (byte i = 0; i < 4; i++)
        {
            table[84 + i] = new(SimdShape.LoadLane, Bits: i);
            table[88 + i] = new(SimdShape.StoreLane, Bits: i);
        }
        for (var i = 0; i < Shapes.Length; i++)
        {
            table[35 + i] = Shapes[i] switch
            {
                'u' => new(SimdShape.Unary),
                'b' => new(SimdShape.Binary),
                't' => new(SimdShape.Ternary),
                's' => new(SimdShape.Shift),
                'i' => new(SimdShape.Test),
                _ => table[35 + i],
            };
        }
        table[92] = new(SimdShape.Load, Bits: 2);
        table[93] = new(SimdShape.Load, Bits: 3);
        return table;
    }
}

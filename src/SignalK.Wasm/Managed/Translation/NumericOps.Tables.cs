using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

sealed partial class NumericOps
{
    void AddCompares()
    {
        _compare[0x46] = Integer<I32Eq, I32Ne>();
        _compare[0x47] = Integer<I32Ne, I32Eq>();
        _compare[0x48] = Integer<I32LtS, I32GeS>();
        _compare[0x49] = Integer<I32LtU, I32GeU>();
        _compare[0x4A] = Integer<I32GtS, I32LeS>();
        _compare[0x4B] = Integer<I32GtU, I32LeU>();
        _compare[0x4C] = Integer<I32LeS, I32GtS>();
        _compare[0x4D] = Integer<I32LeU, I32GtU>();
        _compare[0x4E] = Integer<I32GeS, I32LtS>();
        _compare[0x4F] = Integer<I32GeU, I32LtU>();
        _compare[0x51] = Integer<I64Eq, I64Ne>();
        _compare[0x52] = Integer<I64Ne, I64Eq>();
        _compare[0x53] = Integer<I64LtS, I64GeS>();
        _compare[0x54] = Integer<I64LtU, I64GeU>();
        _compare[0x55] = Integer<I64GtS, I64LeS>();
        _compare[0x56] = Integer<I64GtU, I64LeU>();
        _compare[0x57] = Integer<I64LeS, I64GtS>();
        _compare[0x58] = Integer<I64LeU, I64GtU>();
        _compare[0x59] = Integer<I64GeS, I64LtS>();
        _compare[0x5A] = Integer<I64GeU, I64LtU>();
        _compare[0x5B] = Float<F32Eq>();
        _compare[0x5C] = Float<F32Ne>();
        _compare[0x5D] = Float<F32Lt>();
        _compare[0x5E] = Float<F32Gt>();
        _compare[0x5F] = Float<F32Le>();
        _compare[0x60] = Float<F32Ge>();
        _compare[0x61] = Float<F64Eq>();
        _compare[0x62] = Float<F64Ne>();
        _compare[0x63] = Float<F64Lt>();
        _compare[0x64] = Float<F64Gt>();
        _compare[0x65] = Float<F64Le>();
        _compare[0x66] = Float<F64Ge>();
    }

    void AddIntegers()
    {
        _unary[0x67] = new Unary<I32Clz>();
        _unary[0x68] = new Unary<I32Ctz>();
        _unary[0x69] = new Unary<I32Popcnt>();
        _unary[0x79] = new Unary<I64Clz>();
        _unary[0x7A] = new Unary<I64Ctz>();
        _unary[0x7B] = new Unary<I64Popcnt>();
        _binary[0x6A] = Of<I32Add>();
        _binary[0x6B] = Of<I32Sub>();
        _binary[0x6C] = Of<I32Mul>();
        _binary[0x6D] = Trapping<I32DivS>();
        _binary[0x6E] = Trapping<I32DivU>();
        _binary[0x6F] = Trapping<I32RemS>();
        _binary[0x70] = Trapping<I32RemU>();
        _binary[0x71] = Of<I32And>();
        _binary[0x72] = Of<I32Or>();
        _binary[0x73] = Of<I32Xor>();
        _binary[0x74] = Of<I32Shl>();
        _binary[0x75] = Of<I32ShrS>();
        _binary[0x76] = Of<I32ShrU>();
        _binary[0x77] = Of<I32Rotl>();
        _binary[0x78] = Of<I32Rotr>();
        _binary[0x7C] = Of<I64Add>();
        _binary[0x7D] = Of<I64Sub>();
        _binary[0x7E] = Of<I64Mul>();
        _binary[0x7F] = Trapping<I64DivS>();
        _binary[0x80] = Trapping<I64DivU>();
        _binary[0x81] = Trapping<I64RemS>();
        _binary[0x82] = Trapping<I64RemU>();
        _binary[0x83] = Of<I64And>();
        _binary[0x84] = Of<I64Or>();
        _binary[0x85] = Of<I64Xor>();
        _binary[0x86] = Of<I64Shl>();
        _binary[0x87] = Of<I64ShrS>();
        _binary[0x88] = Of<I64ShrU>();
        _binary[0x89] = Of<I64Rotl>();
        _binary[0x8A] = Of<I64Rotr>();
        _unary[0xA7] = new Unary<I32Wrap>();
        _unary[0xAC] = new Unary<I64ExtendI32S>();
        _unary[0xC0] = new Unary<I32Extend8S>();
        _unary[0xC1] = new Unary<I32Extend16S>();
        _unary[0xC2] = new Unary<I64Extend8S>();
        _unary[0xC3] = new Unary<I64Extend16S>();
        _unary[0xC4] = new Unary<I64ExtendI32S>();

        // Slots hold an i32 zero-extended already, and floats as their bits.
        foreach (var opcode in (ReadOnlySpan<byte>)[0xAD, 0xBC, 0xBD, 0xBE, 0xBF])
            _unary[opcode] = Singleton<Copy>.Handler;
    }

    void AddFloats()
    {
        _unary[0x8B] = new Unary<F32Abs>();
        _unary[0x8C] = new Unary<F32Neg>();
        _unary[0x8D] = ToF32<F32Ceil>();
        _unary[0x8E] = ToF32<F32Floor>();
        _unary[0x8F] = ToF32<F32Trunc>();
        _unary[0x90] = ToF32<F32Nearest>();
        _unary[0x91] = ToF32<F32Sqrt>();
        _binary[0x92] = F32<F32Add>();
        _binary[0x93] = F32<F32Sub>();
        _binary[0x94] = F32<F32Mul>();
        _binary[0x95] = F32<F32Div>();
        _binary[0x96] = F32<F32Min>();
        _binary[0x97] = F32<F32Max>();
        _binary[0x98] = Of<F32CopySign>();
        _unary[0x99] = new Unary<F64Abs>();
        _unary[0x9A] = new Unary<F64Neg>();
        _unary[0x9B] = ToF64<F64Ceil>();
        _unary[0x9C] = ToF64<F64Floor>();
        _unary[0x9D] = ToF64<F64Trunc>();
        _unary[0x9E] = ToF64<F64Nearest>();
        _unary[0x9F] = ToF64<F64Sqrt>();
        _binary[0xA0] = F64<F64Add>();
        _binary[0xA1] = F64<F64Sub>();
        _binary[0xA2] = F64<F64Mul>();
        _binary[0xA3] = F64<F64Div>();
        _binary[0xA4] = F64<F64Min>();
        _binary[0xA5] = F64<F64Max>();
        _binary[0xA6] = Of<F64CopySign>();
    }

    void AddConversions()
    {
        _unary[0xA8] = new TrappingUnary<I32TruncF32S>();
        _unary[0xA9] = new TrappingUnary<I32TruncF32U>();
        _unary[0xAA] = new TrappingUnary<I32TruncF64S>();
        _unary[0xAB] = new TrappingUnary<I32TruncF64U>();
        _unary[0xAE] = new TrappingUnary<I64TruncF32S>();
        _unary[0xAF] = new TrappingUnary<I64TruncF32U>();
        _unary[0xB0] = new TrappingUnary<I64TruncF64S>();
        _unary[0xB1] = new TrappingUnary<I64TruncF64U>();
        _unary[0xB2] = new Unary<F32ConvertI32S>();
        _unary[0xB3] = new Unary<F32ConvertI32U>();
        _unary[0xB4] = new Unary<F32ConvertI64S>();
        _unary[0xB5] = new Unary<F32ConvertI64U>();
        _unary[0xB7] = new Unary<F64ConvertI32S>();
        _unary[0xB8] = new Unary<F64ConvertI32U>();
        _unary[0xB9] = new Unary<F64ConvertI64S>();
        _unary[0xBA] = new Unary<F64ConvertI64U>();
        _unary[0xB6] = ToF32<F32DemoteF64>();
        _unary[0xBB] = ToF64<F64PromoteF32>();
        _unary[Saturating + 0] = new Unary<I32TruncSatF32S>();
        _unary[Saturating + 1] = new Unary<I32TruncSatF32U>();
        _unary[Saturating + 2] = new Unary<I32TruncSatF64S>();
        _unary[Saturating + 3] = new Unary<I32TruncSatF64U>();
        _unary[Saturating + 4] = new Unary<I64TruncSatF32S>();
        _unary[Saturating + 5] = new Unary<I64TruncSatF32U>();
        _unary[Saturating + 6] = new Unary<I64TruncSatF64S>();
        _unary[Saturating + 7] = new Unary<I64TruncSatF64U>();
    }
}

using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

sealed partial class FusedOps
{
    void AddShifted()
    {
        Shifted<I32Shl>(0x74);
        Shifted<I32ShrS>(0x75);
        Shifted<I32ShrU>(0x76);
        Shifted<I32Rotl>(0x77);
        Shifted<I32Rotr>(0x78);
        Shifted<I32And>(0x71);
        Shifted<I32Mul>(0x6C);
        Shifted64<I64Shl>(0x86);
        Shifted64<I64ShrS>(0x87);
        Shifted64<I64ShrU>(0x88);
        Shifted64<I64Rotl>(0x89);
        Shifted64<I64Rotr>(0x8A);
        Shifted64<I64And>(0x83);
        Shifted64<I64Mul>(0x7E);
    }

    void AddTwoConstants()
    {
        Constants<I32Add>(0x6A);
        Constants<I32Sub>(0x6B);
        Constants<I32Mul>(0x6C);
        Constants<I32And>(0x71);
        Constants<I32Shl>(0x74);
        Constants<I32ShrS>(0x75);
        Constants<I32ShrU>(0x76);
    }

    void AddSums()
    {
        Sum<I32Add>(0x6A);
        Sum<I32Sub>(0x6B);
        Sum<I32Mul>(0x6C);
        Sum<I32And>(0x71);
        Sum<I32Or>(0x72);
        Sum<I32Xor>(0x73);
        Sum64<I64Add>(0x7C);
        Sum64<I64Sub>(0x7D);
        Sum64<I64Mul>(0x7E);
        Sum64<I64And>(0x83);
        Sum64<I64Or>(0x84);
        Sum64<I64Xor>(0x85);
    }

    void AddLoads()
    {
        Load<Load32U, I32Add>(0x28, 0x6A);
        Load<Load32U, I32Mul>(0x28, 0x6C);
        Load<Load32U, I32And>(0x28, 0x71);
        Load<Load32U, I32Or>(0x28, 0x72);
        Load<Load32U, I32Xor>(0x28, 0x73);
        Load<Load8U, I32Add>(0x2D, 0x6A);
        Load<Load8U, I32Or>(0x2D, 0x72);
        Load<Load8U, I32Xor>(0x2D, 0x73);
        Load<Load64, I64Add>(0x29, 0x7C);
        Load<Load64, I64Xor>(0x29, 0x85);
    }

    void AddLoopSteps()
    {
        Step<I32Ne>(0x47);
        Step<I32LtS>(0x48);
        Step<I32LtU>(0x49);
        Step<I32GtS>(0x4A);
        Step<I32GtU>(0x4B);
        Step<I32LeS>(0x4C);
        Step<I32LeU>(0x4D);
        Step<I32GeS>(0x4E);
        Step<I32GeU>(0x4F);
    }

    void AddFloats()
    {
        Floats<F32Mul, F32Add>(0x94, 0x92);
        Floats<F32Mul, F32Mul>(0x94, 0x94);
        Floats<F32Mul, F32Sub>(0x94, 0x93);
        Floats<F32Add, F32Add>(0x92, 0x92);
        Floats<F32Add, F32Mul>(0x92, 0x94);
        Floats<F32Sub, F32Add>(0x93, 0x92);
        Floats<F32Sub, F32Mul>(0x93, 0x94);
        Floats<F64Mul, F64Add>(0xA2, 0xA0);
        Floats<F64Mul, F64Mul>(0xA2, 0xA2);
        Floats<F64Mul, F64Sub>(0xA2, 0xA1);
        Floats<F64Add, F64Add>(0xA0, 0xA0);
        Floats<F64Add, F64Mul>(0xA0, 0xA2);
        Floats<F64Sub, F64Add>(0xA1, 0xA0);
        Floats<F64Sub, F64Mul>(0xA1, 0xA2);
        Load<Load32U, F32Add>(0x2A, 0x92);
        Load<Load32U, F32Mul>(0x2A, 0x94);
        Load<Load64, F64Add>(0x2B, 0xA0);
        Load<Load64, F64Mul>(0x2B, 0xA2);
    }
}

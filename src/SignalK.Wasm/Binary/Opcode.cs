namespace SignalK.Wasm.Binary;

/// <summary>Opcodes with immediates or effects of their own; plain numeric ones are read from tables by number.</summary>
static class Opcode
{
    public const byte Unreachable = 0x00, Nop = 0x01, Block = 0x02, Loop = 0x03, If = 0x04, Else = 0x05, End = 0x0B,
        Br = 0x0C, BrIf = 0x0D, BrTable = 0x0E, Return = 0x0F, Call = 0x10, CallIndirect = 0x11, ReturnCall = 0x12,
        ReturnCallIndirect = 0x13, Drop = 0x1A, Select = 0x1B, SelectTyped = 0x1C, LocalGet = 0x20, LocalSet = 0x21,
        LocalTee = 0x22, GlobalGet = 0x23, GlobalSet = 0x24, TableGet = 0x25, TableSet = 0x26, I32Load = 0x28,
        I64Store32 = 0x3E, MemorySize = 0x3F, MemoryGrow = 0x40, I32Const = 0x41, I64Const = 0x42, F32Const = 0x43,
        F64Const = 0x44, I32Eqz = 0x45, I64Eqz = 0x50, F64Ge = 0x66, I64Extend32S = 0xC4, RefNull = 0xD0, RefIsNull = 0xD1,
        RefFunc = 0xD2, Prefix = 0xFC, SimdPrefix = 0xFD;

    public const byte I32Add = 0x6A, I32Sub = 0x6B, I32Mul = 0x6C, I64Add = 0x7C, I64Sub = 0x7D, I64Mul = 0x7E;

    // Behind the prefix 0xFC.
    public const uint MemoryInit = 8, DataDrop = 9, MemoryCopy = 10, MemoryFill = 11, TableInit = 12, ElemDrop = 13,
        TableCopy = 14, TableGrow = 15, TableSize = 16, TableFill = 17;

    // Behind the prefix 0xFD.
    public const uint V128Load = 0, V128Store = 11, V128Const = 12, I8x16Shuffle = 13, I8x16ExtractLaneS = 21,
        F64x2ReplaceLane = 34, V128Load8Lane = 84, V128Store64Lane = 91, V128Load32Zero = 92, V128Load64Zero = 93;
}

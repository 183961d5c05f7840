using System.Buffers.Binary;

namespace SignalK.Wasm.Tests.Contract;

/// <summary>A body or constant expression, instruction by instruction, without its closing end.</summary>
sealed class Code
{
    public const byte Void = 0x40;

    readonly List<byte> _bytes = [];

    public IReadOnlyList<byte> Bytes => _bytes;

    public Code Op(params ReadOnlySpan<byte> opcode)
    {
        foreach (var each in opcode)
            _bytes.Add(each);
        return this;
    }

    public Code Unsigned(ulong immediate)
    {
        _bytes.AddRange(ModuleBuilder.Unsigned(immediate));
        return this;
    }

    public Code I32Const(int value) => Op(0x41).Signed(value);

    public Code I64Const(long value) => Op(0x42).Signed(value);

    public Code F32Const(float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Op(0x43).Op(bytes);
    }

    public Code F64Const(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Op(0x44).Op(bytes);
    }

    public Code LocalGet(int local) => Op(0x20).Unsigned((uint)local);

    public Code LocalSet(int local) => Op(0x21).Unsigned((uint)local);

    public Code LocalTee(int local) => Op(0x22).Unsigned((uint)local);

    public Code GlobalGet(int global) => Op(0x23).Unsigned((uint)global);

    public Code GlobalSet(int global) => Op(0x24).Unsigned((uint)global);

    public Code Call(int function) => Op(0x10).Unsigned((uint)function);

    public Code CallIndirect(int type, int table = 0) => Op(0x11).Unsigned((uint)type).Unsigned((uint)table);

    public Code Block(byte type = Void) => Op(0x02, type);

    public Code Loop(byte type = Void) => Op(0x03, type);

    public Code If(byte type = Void) => Op(0x04, type);

    public Code Else() => Op(0x05);

    public Code End() => Op(0x0B);

    public Code Br(int depth) => Op(0x0C).Unsigned((uint)depth);

    public Code BrIf(int depth) => Op(0x0D).Unsigned((uint)depth);

    public Code Drop() => Op(0x1A);

    public Code Unreachable() => Op(0x00);

    /// <summary>A load or store with alignment 1.</summary>
    public Code Access(byte opcode, uint offset = 0) => Op(opcode, 0).Unsigned(offset);

    public Code MemoryGrow() => Op(0x40, 0);

    public Code MemorySize() => Op(0x3F, 0);

    public Code MemoryFill() => Op(0xFC, 11, 0);

    public Code Signed(long value)
    {
        while (true)
        {
            var low = (byte)(value & 0x7F);
            value >>= 7;
            var done = (value == 0 && (low & 0x40) == 0) || (value == -1 && (low & 0x40) != 0);
            _bytes.Add(done ? low : (byte)(low | 0x80));
            if (done)
                return this;
        }
    }
}

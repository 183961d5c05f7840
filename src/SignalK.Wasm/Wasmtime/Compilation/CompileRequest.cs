using System.Buffers.Binary;
using System.Text;

namespace SignalK.Wasm.Wasmtime;

/// <summary>What the parent writes to the child's stdin: a header of fixed size, the library's path, the module.</summary>
sealed record CompileRequest(WasmEngineOptions Options, long MemoryLimit, int SecondsLimit, string Library, byte[] Wasm)
{
    const ulong Magic = 0x31_43_43_4B_53; // "SKCC1"
    const int HeaderBytes = 48;
    const int MaxPathBytes = 4096;

    public void Write(Stream output)
    {
        var path = Encoding.UTF8.GetBytes(Library);
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), Options.MemoryBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), MemoryLimit);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), SecondsLimit);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), Options.StackBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), Options.Deterministic ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(36), path.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), Wasm.Length);
        output.Write(header);
        output.Write(path);
        output.Write(Wasm);
    }

    /// <exception cref="InvalidDataException">Not a request.</exception>
    /// <exception cref="EndOfStreamException">Cut short.</exception>
    public static CompileRequest Read(Stream input)
    {
        var header = new byte[HeaderBytes];
        input.ReadExactly(header);
        var pathLength = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(36));
        var wasmLength = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(40));
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic || (uint)pathLength > MaxPathBytes || wasmLength < 0)
            throw new InvalidDataException("not a compile request");
        WasmEngineOptions options = new()
        {
            MemoryBytes = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)),
            StackBytes = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(28)),
            Deterministic = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(32)) != 0,
        };
        var path = new byte[pathLength];
        input.ReadExactly(path);
        var wasm = new byte[wasmLength];
        input.ReadExactly(wasm);
        return new CompileRequest(
            options,
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)),
            BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(24)),
            Encoding.UTF8.GetString(path),
            wasm);
    }
}

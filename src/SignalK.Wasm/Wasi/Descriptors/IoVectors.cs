using System.Buffers.Binary;

namespace SignalK.Wasm.Wasi;

/// <summary>The buffers of a scattered read or a gathered write, all of them inside the guest's memory.</summary>
internal readonly ref struct IoVectors
{
    // Linux's IOV_MAX.
    const uint MaxCount = 1024;
    const int EntryBytes = 8;

    readonly WasmMemory _memory;
    readonly ReadOnlySpan<byte> _table;

    IoVectors(WasmMemory memory, ReadOnlySpan<byte> table, long totalBytes)
    {
        _memory = memory;
        _table = table;
        TotalBytes = totalBytes;
    }

    public int Count => _table.Length / EntryBytes;

    public long TotalBytes { get; }

    /// <summary>Looked up anew: the bytes of a read may have landed on the table itself. Empty when it then points outside.</summary>
    public Span<byte> this[int index]
    {
        get
        {
            var entry = _table[(index * EntryBytes)..];
            _memory.TryGetSpan(BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), out var span);
            return span;
        }
    }

    public static WasiErrno Read(WasmMemory memory, uint pointer, uint count, out IoVectors vectors)
    {
        vectors = default;
        if (count > MaxCount) return WasiErrno.Invalid;
        if (!memory.TryGetSpan(pointer, count * EntryBytes, out var table)) return WasiErrno.Fault;
        long total = 0;
        for (var entry = table; !entry.IsEmpty; entry = entry[EntryBytes..])
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            if (!memory.TryGetSpan(BinaryPrimitives.ReadUInt32LittleEndian(entry), length, out _)) return WasiErrno.Fault;
            total += length;
        }
        // Linux moves less than 2 GiB in one call, and overlapping buffers could add up to terabytes.
        if (total > int.MaxValue) return WasiErrno.Invalid;
        vectors = new IoVectors(memory, table, total);
        return WasiErrno.Success;
    }
}

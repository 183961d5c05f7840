using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>One entry of a directory; valid until the next is read.</summary>
/// <param name="Next">The position behind it, for a later seek.</param>
/// <param name="Kind">Linux's d_type.</param>
/// <param name="Name">With the NUL at its end.</param>
internal readonly ref struct DirectoryEntry(ulong inode, long next, byte kind, ReadOnlySpan<byte> name)
{
    public ulong Inode { get; } = inode;

    public long Next { get; } = next;

    public ReadOnlySpan<byte> Name { get; } = name;

    public bool IsDot => Name is [(byte)'.', 0] || IsParent;

    public bool IsParent => Name is [(byte)'.', (byte)'.', 0];

    /// <summary>Null where the filesystem does not say.</summary>
    public WasiFiletype? Type => kind switch
    {
        2 => WasiFiletype.CharacterDevice,
        4 => WasiFiletype.Directory,
        6 => WasiFiletype.BlockDevice,
        8 => WasiFiletype.RegularFile,
        10 => WasiFiletype.SymbolicLink,
        12 => WasiFiletype.SocketStream,
        1 => WasiFiletype.Unknown,
        _ => null,
    };
}

/// <summary>Reads the records of getdents64, from where the descriptor stands.</summary>
internal struct DirectoryReader(int fd)
{
    const int HeaderBytes = 19;

    readonly byte[] _buffer = new byte[4096];
    int _offset;
    int _length;

    /// <summary>The errno that ended it, 0 for the end of the directory.</summary>
    public int Error { get; private set; }

    public bool TryNext(out DirectoryEntry entry)
    {
        entry = default;
        if (_offset == _length && !Fill()) return false;
        var record = _buffer.AsSpan(_offset, _length - _offset);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(record[16..]);
        var name = record[HeaderBytes..size];
        _offset += size;
        entry = new DirectoryEntry(
            BinaryPrimitives.ReadUInt64LittleEndian(record), BinaryPrimitives.ReadInt64LittleEndian(record[8..]), record[18],
            name[..(name.IndexOf((byte)0) + 1)]);
        return true;
    }

    unsafe bool Fill()
    {
        nint read;
        fixed (byte* buffer = _buffer) read = LibC.Getdents(fd, buffer, _buffer.Length);
        if (read < 0) Error = LibC.Errno;
        _offset = 0;
        _length = (int)Math.Max(0, read);
        return read > 0;
    }
}

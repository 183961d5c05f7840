using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm.Wasi.Files;

namespace SignalK.Wasm.Wasi;

/// <summary>One call of the guest's: its arguments and its memory, every access of which is checked.</summary>
internal readonly ref struct WasiCall
{
    readonly WasmHostCall _host;
    readonly ReadOnlySpan<WasmValue> _arguments;
    readonly WasmMemory? _memory;

    public WasiCall(WasiContext context, WasmHostCall host, ReadOnlySpan<WasmValue> arguments, bool unstable)
    {
        _host = host;
        _arguments = arguments;
        // A guest without a memory may still exit and yield; every pointer of its is bad.
        _memory = host.HasMemory ? host.Memory : null;
        Context = context;
        Unstable = unstable;
    }

    public WasiContext Context { get; }

    /// <summary>The module was built for snapshot 0 (`wasi_unstable`), where some layouts are others.</summary>
    public bool Unstable { get; }

    public WasiWait Wait => new(_host);

    public WasiErrno Sync(int fd) => Context.Medium.Sync(_host, fd);

    public WasiErrno SyncData(int fd) => Context.Medium.SyncData(_host, fd);

    public uint U32(int index) => _arguments[index].U32;

    public ulong U64(int index) => _arguments[index].U64;

    public bool TrySlice(uint pointer, uint length, out Span<byte> span)
    {
        span = default;
        return _memory is not null && _memory.TryGetSpan(pointer, length, out span);
    }

    /// <summary>Room for <paramref name="count"/> records; false also where their total passes 32 bits.</summary>
    public bool TrySlice(uint pointer, uint count, uint size, out Span<byte> span)
    {
        span = default;
        var length = (ulong)count * size;
        return length <= int.MaxValue && TrySlice(pointer, (uint)length, out span);
    }

    public WasiErrno Vectors(uint pointer, uint count, out IoVectors vectors)
    {
        vectors = default;
        return _memory is null ? WasiErrno.Fault : IoVectors.Read(_memory, pointer, count, out vectors);
    }

    /// <summary>The descriptor that the argument names, where it has all of these rights.</summary>
    public WasiErrno Descriptor(int index, WasiRights needed, out WasiDescriptor descriptor)
    {
        descriptor = Context.Descriptors[U32(index)]!;
        if (descriptor is null) return WasiErrno.BadDescriptor;
        if ((descriptor.Rights & needed) != needed) return WasiErrno.NotCapable;
        if ((needed & WasiRights.Changes) != 0 && descriptor is FileDescriptor or DirectoryDescriptor) Context.HasChanged = true;
        return WasiErrno.Success;
    }

    /// <summary>The same for what only a file can do.</summary>
    public WasiErrno File(int index, WasiRights needed, [NotNull] out FileDescriptor? file)
    {
        var error = Descriptor(index, needed, out var descriptor);
        file = descriptor as FileDescriptor;
        if (file is not null) return error;
        file = null!;
        return descriptor switch
        {
            null => error,
            DirectoryDescriptor => WasiErrno.IsDirectory,
            _ => WasiErrno.IllegalSeek,
        };
    }

    /// <summary>The same for what only a directory can do.</summary>
    public WasiErrno Directory(int index, WasiRights needed, out DirectoryDescriptor directory)
    {
        var error = Descriptor(index, needed, out var descriptor);
        directory = (descriptor as DirectoryDescriptor)!;
        return descriptor is null || directory is not null ? error : WasiErrno.NotDirectory;
    }

    /// <summary>A path of the guest's, copied and with a NUL at its end.</summary>
    public WasiErrno Path(int index, out GuestPath path)
    {
        path = default;
        if (!TrySlice(U32(index), U32(index + 1), out var bytes)) return WasiErrno.Fault;
        return GuestPath.Create(bytes, out path);
    }

    public static void WriteU32(Span<byte> destination, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(destination, value);

    public static void WriteU64(Span<byte> destination, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(destination, value);
}

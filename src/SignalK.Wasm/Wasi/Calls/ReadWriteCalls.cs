using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

internal static class ReadWriteCalls
{
    public static WasiErrno Read(in WasiCall call)
    {
        var error = Prepare(call, WasiRights.FdRead, 3, out var descriptor, out var vectors, out var result);
        return error != WasiErrno.Success ? error : Finish(descriptor.Read(vectors, call.Wait), result);
    }

    public static WasiErrno Write(in WasiCall call)
    {
        var error = Prepare(call, WasiRights.FdWrite, 3, out var descriptor, out var vectors, out var result);
        if (error != WasiErrno.Success) return error;
        return IsReadOnly(descriptor) ? WasiErrno.ReadOnlyFilesystem : Finish(descriptor.Write(vectors, call.Wait), result);
    }

    public static WasiErrno Pread(in WasiCall call)
    {
        var error = Prepare(call, WasiRights.FdRead | WasiRights.FdSeek, 4, out var descriptor, out var vectors, out var result);
        if (error != WasiErrno.Success) return error;
        if (call.U64(3) > long.MaxValue) return WasiErrno.Invalid;
        return Finish(((FileDescriptor)descriptor).ReadAt(vectors, (long)call.U64(3)), result);
    }

    public static WasiErrno Pwrite(in WasiCall call)
    {
        var error = Prepare(call, WasiRights.FdWrite | WasiRights.FdSeek, 4, out var descriptor, out var vectors, out var result);
        if (error != WasiErrno.Success) return error;
        if (call.U64(3) > long.MaxValue) return WasiErrno.Invalid;
        return IsReadOnly(descriptor)
            ? WasiErrno.ReadOnlyFilesystem
            : Finish(((FileDescriptor)descriptor).WriteAt(vectors, (long)call.U64(3)), result);
    }

    public static WasiErrno Seek(in WasiCall call)
    {
        var offset = (long)call.U64(1);
        var whence = (WasiWhence)call.U32(2);
        if (call.Unstable)
            whence = call.U32(2) switch { 0 => WasiWhence.Current, 1 => WasiWhence.End, 2 => WasiWhence.Set, _ => (WasiWhence)3 };
        var onlyTells = offset == 0 && whence == WasiWhence.Current;
        return Move(call, onlyTells ? WasiRights.FdTell : WasiRights.FdSeek, offset, whence, call.U32(2) > 2, 3);
    }

    public static WasiErrno Tell(in WasiCall call) => Move(call, WasiRights.FdTell, 0, WasiWhence.Current, false, 1);

    /// <summary>The right to seek includes the right to tell.</summary>
    static WasiErrno Move(in WasiCall call, WasiRights right, long offset, WasiWhence whence, bool invalid, int resultIndex)
    {
        var error = call.File(0, WasiRights.None, out var file);
        if (error != WasiErrno.Success) return error;
        if (!file.IsRegular) return WasiErrno.IllegalSeek;
        if ((file.Rights & (right | WasiRights.FdSeek)) == 0) return WasiErrno.NotCapable;
        if (invalid) return WasiErrno.Invalid;
        if (!call.TrySlice(call.U32(resultIndex), 8, out var result)) return WasiErrno.Fault;
        var position = file.Seek(offset, whence);
        if (position < 0) return ErrnoMap.ToWasi((int)-position);
        WasiCall.WriteU64(result, (ulong)position);
        return WasiErrno.Success;
    }

    static WasiErrno Prepare(
        in WasiCall call, WasiRights needed, int resultIndex,
        out WasiDescriptor descriptor, out IoVectors vectors, out Span<byte> result)
    {
        vectors = default;
        result = default;
        var error = call.Descriptor(0, needed, out descriptor);
        if (descriptor is DirectoryDescriptor) return WasiErrno.IsDirectory;
        if (descriptor is not (null or FileDescriptor) && (needed & WasiRights.FdSeek) != 0) return WasiErrno.IllegalSeek;
        if (error != WasiErrno.Success) return error;
        if (!call.TrySlice(call.U32(resultIndex), 4, out result)) return WasiErrno.Fault;
        return call.Vectors(call.U32(1), call.U32(2), out vectors);
    }

    static WasiErrno Finish(nint moved, Span<byte> result)
    {
        if (moved < 0) return ErrnoMap.ToWasi((int)-moved);
        WasiCall.WriteU32(result, (uint)moved);
        return WasiErrno.Success;
    }

    static bool IsReadOnly(WasiDescriptor descriptor) => descriptor is FileDescriptor { ReadOnly: true };
}

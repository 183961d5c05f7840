using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>Size, times, storage and durability of an open file.</summary>
internal static class FileCalls
{
    public static WasiErrno Advise(in WasiCall call)
    {
        var error = call.File(0, WasiRights.FdAdvise, out var file);
        if (error != WasiErrno.Success) return error;
        if (call.U64(1) > long.MaxValue || call.U64(2) > long.MaxValue) return WasiErrno.Invalid;
        // Linux numbers random and sequential the other way round.
        var advice = call.U32(3) switch { 1 => 2, 2 => 1, var other => (int)other };
        return call.U32(3) > 5 ? WasiErrno.Invalid : ErrnoMap.ToWasi(LibC.Fadvise(file.Fd, (long)call.U64(1), (long)call.U64(2), advice));
    }

    public static WasiErrno Allocate(in WasiCall call)
    {
        var error = call.File(0, WasiRights.FdAllocate, out var file);
        if (error != WasiErrno.Success) return error;
        if (call.U64(1) > long.MaxValue || call.U64(2) is 0 or > long.MaxValue) return WasiErrno.Invalid;
        return file.ReadOnly ? WasiErrno.ReadOnlyFilesystem : ErrnoMap.ToWasi(file.Allocate((long)call.U64(1), (long)call.U64(2)));
    }

    public static WasiErrno SetSize(in WasiCall call)
    {
        var error = call.File(0, WasiRights.FdFilestatSetSize, out var file);
        if (error != WasiErrno.Success) return error;
        if (call.U64(1) > long.MaxValue) return WasiErrno.FileTooBig;
        return file.ReadOnly ? WasiErrno.ReadOnlyFilesystem : ErrnoMap.ToWasi(file.SetSize((long)call.U64(1)));
    }

    public static WasiErrno SetTimes(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.FdFilestatSetTimes, out var descriptor);
        if (error != WasiErrno.Success) return error;
        int fd;
        bool readOnly;
        switch (descriptor)
        {
            case FileDescriptor file: (fd, readOnly) = (file.Fd, file.ReadOnly); break;
            case DirectoryDescriptor directory: (fd, readOnly) = (directory.Fd, directory.Mount.ReadOnly); break;
            default: return WasiErrno.BadDescriptor;
        }
        Span<Timespec> times = stackalloc Timespec[2];
        error = FileTimes.Read(call.U64(1), call.U64(2), call.U32(3), times);
        if (error != WasiErrno.Success) return error;
        if (readOnly) return WasiErrno.ReadOnlyFilesystem;
        return ErrnoMap.ToWasi(FileTimes.Set(fd, times));
    }

    public static WasiErrno Sync(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.FdSync, out var descriptor);
        if (error != WasiErrno.Success) return error;
        return descriptor switch
        {
            FileDescriptor file => call.Sync(file.Fd),
            DirectoryDescriptor directory => call.Sync(directory.Fd),
            _ => WasiErrno.Invalid,
        };
    }

    public static WasiErrno Datasync(in WasiCall call)
    {
        var error = call.File(0, WasiRights.FdDatasync, out var file);
        return error != WasiErrno.Success ? error : call.SyncData(file.Fd);
    }
}

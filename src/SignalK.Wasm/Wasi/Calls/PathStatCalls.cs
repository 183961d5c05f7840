using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

internal static class PathStatCalls
{
    public static WasiErrno Get(in WasiCall call)
    {
        var error = call.Directory(0, WasiRights.PathFilestatGet, out var directory);
        if (error != WasiErrno.Success) return error;
        if (!FilestatLayout.TryGet(call, call.U32(4), out var result)) return WasiErrno.Fault;
        error = Open(call, directory, out var handle);
        if (error != WasiErrno.Success) return error;
        using var _ = handle;
        var failed = LibC.Stat(handle.Fd, out var stat);
        if (failed != 0) return ErrnoMap.ToWasi(failed);
        result.Write(stat.ToFilestat());
        return WasiErrno.Success;
    }

    public static WasiErrno SetTimes(in WasiCall call)
    {
        var error = call.Directory(0, WasiRights.PathFilestatSetTimes, out var directory);
        if (error != WasiErrno.Success) return error;
        Span<Timespec> times = stackalloc Timespec[2];
        error = FileTimes.Read(call.U64(4), call.U64(5), call.U32(6), times);
        if (error != WasiErrno.Success) return error;
        if (directory.Mount.ReadOnly) return WasiErrno.ReadOnlyFilesystem;
        error = Open(call, directory, out var handle);
        if (error != WasiErrno.Success) return error;
        using var _ = handle;
        return ErrnoMap.ToWasi(FileTimes.Set(handle.Fd, times));
    }

    /// <summary>What the path names, without opening it for anything.</summary>
    static WasiErrno Open(in WasiCall call, DirectoryDescriptor directory, out LinuxHandle handle)
    {
        handle = null!;
        var error = call.Path(2, out var path);
        if (error != WasiErrno.Success) return error;
        if (path.IsAbsolute) return WasiErrno.NotCapable;
        var follow = (call.U32(1) & 1) != 0;
        var fd = directory.Mount.Resolver.TryOpen(directory.Fd, path.Bytes, Linux.Open.Path | (follow ? 0 : Linux.Open.NoFollow));
        if (fd < 0) return ErrnoMap.ToWasiLookup(-fd);
        handle = new LinuxHandle(fd);
        return WasiErrno.Success;
    }
}

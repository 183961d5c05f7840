using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

internal static class PathOpenCall
{
    public static WasiErrno Open(in WasiCall call)
    {
        var error = call.Directory(0, WasiRights.PathOpen, out var directory);
        if (error != WasiErrno.Success) return error;
        error = call.Path(2, out var path);
        if (error != WasiErrno.Success) return error;
        if (!call.TrySlice(call.U32(8), 4, out var result)) return WasiErrno.Fault;
        if (call.U32(4) > (uint)WasiOflags.All || call.U32(7) > (uint)WasiFdflags.All) return WasiErrno.Invalid;
        Request request = new(
            (call.U32(1) & 1) != 0, (WasiOflags)call.U32(4), (WasiFdflags)call.U32(7),
            (WasiRights)call.U64(5) & WasiRights.All, (WasiRights)call.U64(6) & WasiRights.All);
        error = request.Check(directory);
        if (error != WasiErrno.Success) return error;
        if (request.Changes) call.Context.HasChanged = true;
        if (path.IsAbsolute) return WasiErrno.NotCapable;
        if (call.Context.Descriptors.IsFull) return WasiErrno.TooManyDescriptors;
        error = OpenWithinQuota(directory, path, request, out var handle);
        if (error != WasiErrno.Success) return error;
        error = Describe(handle, directory.Mount, request, out var descriptor);
        if (error == WasiErrno.Success) WasiCall.WriteU32(result, call.Context.Descriptors.Add(descriptor));
        return error;
    }

    static WasiErrno OpenWithinQuota(DirectoryDescriptor directory, GuestPath path, in Request request, out LinuxHandle handle)
    {
        handle = null!;
        var quota = directory.Mount.Quota;
        StatxBuffer before = default;
        var existed = true;
        if (quota is not null && request.Changes)
        {
            existed = TryStat(directory, path, request.Follow, out before);
            if (!existed && request.Creates && !quota.TryAddEntry()) return WasiErrno.NoSpace;
        }
        var fd = directory.Mount.Resolver.TryOpen(directory.Fd, path.Bytes, request.OpenFlags);
        if (fd < 0)
        {
            if (!existed && request.Creates) quota?.RemoveEntry();
            return ErrnoMap.ToWasiLookup(-fd);
        }
        if (request.Truncates && before.IsRegular) quota?.RemoveBytes((long)before.Size);
        handle = new LinuxHandle(fd);
        return WasiErrno.Success;
    }

    static bool TryStat(DirectoryDescriptor directory, GuestPath path, bool follow, out StatxBuffer stat)
    {
        stat = default;
        var fd = directory.Mount.Resolver.TryOpen(directory.Fd, path.Bytes, Linux.Open.Path | (follow ? 0 : Linux.Open.NoFollow));
        if (fd < 0) return false;
        using LinuxHandle handle = new(fd);
        return LibC.Stat(fd, out stat) == 0;
    }

    static WasiErrno Describe(LinuxHandle handle, Mount mount, in Request request, out WasiDescriptor descriptor)
    {
        descriptor = null!;
        var error = LibC.Stat(handle.Fd, out var stat);
        if (error != 0)
        {
            handle.Dispose();
            return ErrnoMap.ToWasi(error);
        }
        descriptor = stat.Type == WasiFiletype.Directory
            ? new DirectoryDescriptor(handle, mount, request.Rights, request.Inheriting) { Flags = request.Flags & WasiFdflags.Nonblock }
            : new FileDescriptor(handle, mount, stat, request.Rights, request.Inheriting) { Flags = request.Flags };
        return WasiErrno.Success;
    }

    readonly struct Request(bool follow, WasiOflags how, WasiFdflags flags, WasiRights rights, WasiRights inheriting)
    {
        public bool Follow { get; } = follow;

        public WasiFdflags Flags { get; } = flags;

        public WasiRights Rights { get; } = rights;

        public WasiRights Inheriting { get; } = inheriting;

        public bool Creates => (how & WasiOflags.Create) != 0;

        public bool Truncates => (how & WasiOflags.Truncate) != 0;

        public bool Changes => Creates || Truncates;

        bool Writes => (Rights & WasiRights.NeedsWrite) != 0;

        /// <summary>Never blocks: neither a FIFO without a partner nor a terminal without a carrier.</summary>
        public int OpenFlags
        {
            get
            {
                var access = !Writes ? Linux.Open.ReadOnly
                    : (Rights & WasiRights.NeedsRead) != 0 ? Linux.Open.ReadWrite : Linux.Open.WriteOnly;
                return access | Linux.Open.Nonblock | Linux.Open.NoControllingTerminal
                    | (Follow ? 0 : Linux.Open.NoFollow)
                    | (Creates ? Linux.Open.Create : 0)
                    | (Truncates ? Linux.Open.Truncate : 0)
                    | ((how & WasiOflags.Exclusive) != 0 ? Linux.Open.Exclusive : 0)
                    | ((how & WasiOflags.Directory) != 0 ? Linux.Open.Directory : 0)
                    | ((Flags & WasiFdflags.Append) != 0 ? Linux.Open.Append : 0);
            }
        }

        public WasiErrno Check(DirectoryDescriptor directory)
        {
            var here = (Creates ? WasiRights.PathCreateFile : 0) | (Truncates ? WasiRights.PathFilestatSetSize : 0);
            var there = Rights | Inheriting
                | ((Flags & WasiFdflags.Dsync) != 0 ? WasiRights.FdDatasync : 0)
                | ((Flags & (WasiFdflags.Sync | WasiFdflags.Rsync)) != 0 ? WasiRights.FdSync : 0);
            if ((here & ~directory.Rights) != 0 || (there & ~directory.Inheriting) != 0) return WasiErrno.NotCapable;
            if (Creates && (how & WasiOflags.Directory) != 0) return WasiErrno.Invalid;
            return directory.Mount.ReadOnly && (Changes || Writes) ? WasiErrno.ReadOnlyFilesystem : WasiErrno.Success;
        }
    }
}

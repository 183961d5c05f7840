using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>Calls that make, move and remove entries of directories.</summary>
internal static unsafe class PathCalls
{
    public static WasiErrno CreateDirectory(in WasiCall call)
    {
        var error = Find(call, 0, 1, WasiRights.PathCreateDirectory, out var directory, out var entry);
        if (error != WasiErrno.Success) return error;
        using var _ = entry;
        if (entry.IsDots) return WasiErrno.Exists;
        if (directory.Mount.Quota?.TryAddEntry() == false) return WasiErrno.NoSpace;
        fixed (byte* name = entry.Name)
            return Added(directory, LibC.Mkdirat(entry.Directory, name, 0x1ff));
    }

    /// <summary>The target is only text. Where it leads is decided, and refused, when somebody looks it up.</summary>
    public static WasiErrno Symlink(in WasiCall call)
    {
        var error = call.Path(0, out var target);
        if (error != WasiErrno.Success) return error;
        error = Find(call, 2, 3, WasiRights.PathSymlink, out var directory, out var entry);
        if (error != WasiErrno.Success) return error;
        using var _ = entry;
        if (target.IsAbsolute) return WasiErrno.NotCapable;
        if (entry.IsDots) return WasiErrno.Exists;
        var length = target.Bytes.Length - 1;
        if (directory.Mount.Quota?.TryAddBytes(length) == false) return WasiErrno.NoSpace;
        error = WasiErrno.NoSpace;
        if (directory.Mount.Quota?.TryAddEntry() != false)
        {
            fixed (byte* text = target.Bytes)
            fixed (byte* name = entry.Name)
                error = Added(directory, LibC.Symlinkat(text, entry.Directory, name));
        }
        if (error != WasiErrno.Success) directory.Mount.Quota?.RemoveBytes(length);
        return error;
    }

    public static WasiErrno Link(in WasiCall call)
    {
        var error = Find(call, 0, 2, WasiRights.PathLinkSource, out var oldDirectory, out var source);
        if (error != WasiErrno.Success) return error;
        using var first = source;
        error = Find(call, 4, 5, WasiRights.PathLinkTarget, out var newDirectory, out var target);
        if (error != WasiErrno.Success) return error;
        using var second = target;
        // Following a final link could end anywhere between two looks; nobody needs it.
        if ((call.U32(1) & 1) != 0) return WasiErrno.Invalid;
        if (source.IsDots) return WasiErrno.NotPermitted;
        if (target.IsDots) return WasiErrno.Exists;
        if (!SharesQuota(oldDirectory, newDirectory)) return WasiErrno.CrossDevice;
        // The kernel would follow a link before a slash.
        if (source.Name[^2] == '/') return IsDirectory(oldDirectory, source);
        if (newDirectory.Mount.Quota?.TryAddEntry() == false) return WasiErrno.NoSpace;
        fixed (byte* oldName = source.Name)
        fixed (byte* newName = target.Name)
            return Added(newDirectory, LibC.Linkat(source.Directory, oldName, target.Directory, newName, 0));
    }

    public static WasiErrno Rename(in WasiCall call)
    {
        var error = Find(call, 0, 1, WasiRights.PathRenameSource, out var oldDirectory, out var source);
        if (error != WasiErrno.Success) return error;
        using var first = source;
        error = Find(call, 3, 4, WasiRights.PathRenameTarget, out var newDirectory, out var target);
        if (error != WasiErrno.Success) return error;
        using var second = target;
        if (source.IsDots || target.IsDots) return WasiErrno.Busy;
        if (!SharesQuota(oldDirectory, newDirectory)) return WasiErrno.CrossDevice;
        if (oldDirectory.Mount.SyncsRenames && (error = SyncFile(call, source)) != WasiErrno.Success) return error;
        Removal replaced = new(call.Context, newDirectory.Mount.Quota, target);
        Removal moved = new(call.Context, newDirectory.Mount.Quota, source);
        fixed (byte* oldName = source.Name)
        fixed (byte* newName = target.Name)
        {
            if (LibC.Renameat(source.Directory, oldName, target.Directory, newName) < 0) return ErrnoMap.ToWasi(LibC.Errno);
        }
        // Two names of one file: POSIX leaves both.
        if (!replaced.IsSameAs(moved)) replaced.Account();
        return WasiErrno.Success;
    }

    /// <summary>Nothing where there is no file of that name that can be read: the rename says what there is.</summary>
    static WasiErrno SyncFile(in WasiCall call, PathEntry entry)
    {
        int fd;
        fixed (byte* name = entry.Name)
            fd = LibC.Openat(entry.Directory, name, Open.ReadOnly | Open.NoFollow | Open.Nonblock | Open.CloseOnExec, 0);
        if (fd < 0) return WasiErrno.Success;
        using LinuxHandle handle = new(fd);
        return LibC.Stat(fd, out var stat) == 0 && stat.Type == WasiFiletype.RegularFile ? call.SyncData(fd) : WasiErrno.Success;
    }

    public static WasiErrno RemoveDirectory(in WasiCall call) => Remove(call, WasiRights.PathRemoveDirectory, At.RemoveDirectory);

    public static WasiErrno UnlinkFile(in WasiCall call) => Remove(call, WasiRights.PathUnlinkFile, 0);

    public static WasiErrno Readlink(in WasiCall call)
    {
        if (!call.TrySlice(call.U32(3), call.U32(4), out var buffer) || !call.TrySlice(call.U32(5), 4, out var result)) return WasiErrno.Fault;
        var error = call.Directory(0, WasiRights.PathReadlink, out var directory);
        if (error != WasiErrno.Success) return error;
        error = call.Path(1, out var path);
        return error != WasiErrno.Success ? error : Read(directory, path, buffer, result);
    }

    static WasiErrno Read(DirectoryDescriptor directory, GuestPath path, Span<byte> buffer, Span<byte> result)
    {
        var fd = path.IsAbsolute ? -Errno.CrossDevice
            : directory.Mount.Resolver.TryOpen(directory.Fd, path.Bytes, Linux.Open.Path | Linux.Open.NoFollow);
        if (fd < 0) return ErrnoMap.ToWasiLookup(-fd);
        using LinuxHandle handle = new(fd);
        if (LibC.Stat(fd, out var stat) != 0 || stat.Type != WasiFiletype.SymbolicLink) return WasiErrno.Invalid;
        nint length = 0;
        fixed (byte* empty = "\0"u8)
        fixed (byte* target = buffer)
        {
            if (!buffer.IsEmpty) length = LibC.Readlinkat(fd, empty, target, buffer.Length);
        }
        if (length < 0) return ErrnoMap.ToWasi(LibC.Errno);
        WasiCall.WriteU32(result, (uint)length);
        return WasiErrno.Success;
    }

    static WasiErrno Remove(in WasiCall call, WasiRights right, int flags)
    {
        var error = Find(call, 0, 1, right, out var directory, out var entry);
        if (error != WasiErrno.Success) return error;
        using var _ = entry;
        if (entry.IsDots) return flags == 0 ? WasiErrno.IsDirectory : WasiErrno.Invalid;
        Removal removal = new(call.Context, directory.Mount.Quota, entry);
        fixed (byte* name = entry.Name)
        {
            if (LibC.Unlinkat(entry.Directory, name, flags) < 0) return ErrnoMap.ToWasi(LibC.Errno);
        }
        removal.Account();
        return WasiErrno.Success;
    }

    /// <summary>The entry that the arguments name, in a directory that may be changed.</summary>
    static WasiErrno Find(
        in WasiCall call, int fdIndex, int pathIndex, WasiRights right, out DirectoryDescriptor directory, out PathEntry entry)
    {
        entry = default;
        var error = call.Directory(fdIndex, right, out directory);
        if (error != WasiErrno.Success) return error;
        error = call.Path(pathIndex, out var path);
        if (error != WasiErrno.Success) return error;
        error = PathEntry.Open(directory, path, out entry);
        if (error != WasiErrno.Success || !directory.Mount.ReadOnly) return error;
        entry.Dispose();
        return WasiErrno.ReadOnlyFilesystem;
    }

    static WasiErrno Added(DirectoryDescriptor directory, int returned)
    {
        if (returned >= 0) return WasiErrno.Success;
        var error = LibC.Errno;
        directory.Mount.Quota?.RemoveEntry();
        return ErrnoMap.ToWasi(error);
    }

    /// <summary>EPERM, as for every directory, or why there is none of that name.</summary>
    static WasiErrno IsDirectory(DirectoryDescriptor start, PathEntry entry)
    {
        var fd = start.Mount.Resolver.TryOpen(entry.Directory, entry.Name, Linux.Open.Path | Linux.Open.Directory);
        if (fd < 0) return ErrnoMap.ToWasiLookup(-fd);
        _ = LibC.Close(fd);
        return WasiErrno.NotPermitted;
    }

    static bool SharesQuota(DirectoryDescriptor one, DirectoryDescriptor other) => ReferenceEquals(one.Mount.Quota, other.Mount.Quota);

    /// <summary>What a quota gets back when an entry goes: looked up before, accounted after.</summary>
    readonly struct Removal
    {
        readonly WasiContext _context;
        readonly WasiQuota? _quota;
        readonly StatxBuffer _stat;
        readonly bool _exists;

        public Removal(WasiContext context, WasiQuota? quota, PathEntry entry)
        {
            _context = context;
            _quota = quota;
            _exists = quota is not null && LibC.Stat(entry.Directory, entry.Name, out _stat) == 0;
        }

        public bool IsSameAs(in Removal other) =>
            _exists && other._exists && _stat.Inode == other._stat.Inode && _stat.Device == other._stat.Device;

        public void Account()
        {
            if (!_exists) return;
            _quota!.RemoveEntry();
            if (_stat.HasBytes && _stat.Links == 1 && !_context.Descriptors.IsOpen((_stat.Device, _stat.Inode)))
                _quota.RemoveBytes((long)_stat.Size);
        }
    }
}

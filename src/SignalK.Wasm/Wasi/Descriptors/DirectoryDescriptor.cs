using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>A directory of a mount. No path that is looked up from it leads out of it.</summary>
internal sealed class DirectoryDescriptor : WasiDescriptor
{
    readonly LinuxHandle? _handle;

    /// <summary>Opened by the guest.</summary>
    public DirectoryDescriptor(LinuxHandle handle, Mount mount, WasiRights rights, WasiRights inheriting)
        : base(rights & WasiRights.Directory, inheriting)
    {
        _handle = handle;
        Mount = mount;
    }

    /// <summary>A preopen: the mount's own descriptor.</summary>
    public DirectoryDescriptor(Mount mount, string guestPath)
        : base(WasiRights.Directory, WasiRights.All)
    {
        Mount = mount;
        PreopenName = Utf8.NulTerminated(guestPath)[..^1];
    }

    public Mount Mount { get; }

    public int Fd => _handle?.Fd ?? Mount.Root;

    /// <summary>UTF-8; null when it is no preopen.</summary>
    public byte[]? PreopenName { get; }

    public override WasiFiletype Type => WasiFiletype.Directory;

    public override WasiErrno GetStat(out WasiFilestat stat)
    {
        var error = LibC.Stat(Fd, out var buffer);
        stat = buffer.ToFilestat();
        return ErrnoMap.ToWasi(error);
    }

    public override nint Read(in IoVectors vectors, in WasiWait wait) => -Errno.IsDirectory;

    public override nint Write(in IoVectors vectors, in WasiWait wait) => -Errno.IsDirectory;

    public override void Dispose() => _handle?.Dispose();
}

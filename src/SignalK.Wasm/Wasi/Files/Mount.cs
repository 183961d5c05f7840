using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>A preopened directory of the host's, with what holds for everything beneath it.</summary>
internal sealed class Mount : IDisposable
{
    readonly LinuxHandle _root;

    /// <exception cref="IOException">The directory cannot be opened.</exception>
    public unsafe Mount(WasiPreopen preopen)
    {
        int fd;
        fixed (byte* path = Utf8.NulTerminated(preopen.HostPath))
            fd = LibC.Openat(At.CurrentDirectory, path, Open.ReadOnly | Open.Directory | Open.CloseOnExec, 0);
        if (fd < 0) throw new IOException($"cannot open directory {preopen.HostPath}: {ErrnoMap.ToWasi(LibC.Errno)}");
        _root = new LinuxHandle(fd);
        ReadOnly = preopen.ReadOnly;
        SyncsRenames = preopen.SyncsRenames;
        Quota = preopen.Quota;
        Quota?.Attach(this);
    }

    public int Root => _root.Fd;

    public bool ReadOnly { get; }

    public bool SyncsRenames { get; }

    public WasiQuota? Quota { get; }

    public PathResolver Resolver { get; init; } = PathResolver.Default;

    public void Dispose()
    {
        Quota?.Detach(this);
        _root.Dispose();
    }
}

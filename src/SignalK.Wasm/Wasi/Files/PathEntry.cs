using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>
/// A name in a directory that was reached without leaving the guest's: what the calls that make, move and remove entries
/// work on. None of them follows a link at the name.
/// </summary>
internal readonly ref struct PathEntry
{
    readonly LinuxHandle? _owned;

    PathEntry(int directory, LinuxHandle? owned, ReadOnlySpan<byte> name)
    {
        Directory = directory;
        _owned = owned;
        Name = name;
    }

    public int Directory { get; }

    /// <summary>NUL-terminated; one component, slashes behind it kept (the kernel knows what they mean for each call).</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>`.` or `..`: not a name that can be made or removed.</summary>
    public bool IsDots => Name[..^1].TrimEnd((byte)'/') is [(byte)'.'] or [(byte)'.', (byte)'.'];

    public static WasiErrno Open(DirectoryDescriptor start, GuestPath path, out PathEntry entry)
    {
        entry = default;
        if (path.Bytes.Length == 1) return WasiErrno.NoEntry;
        if (path.IsAbsolute) return WasiErrno.NotCapable;
        path.Split(out var parent, out var name);
        if (parent is [(byte)'.', 0])
        {
            entry = new PathEntry(start.Fd, null, name);
            return WasiErrno.Success;
        }
        var fd = start.Mount.Resolver.TryOpen(start.Fd, parent, Linux.Open.Path | Linux.Open.Directory);
        if (fd < 0) return ErrnoMap.ToWasiLookup(-fd);
        entry = new PathEntry(fd, new LinuxHandle(fd), name);
        return WasiErrno.Success;
    }

    public void Dispose() => _owned?.Dispose();
}

using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>The guest's numbers: the lowest free one is given out, up to a bound.</summary>
internal sealed class DescriptorTable(int max) : IDisposable
{
    readonly List<WasiDescriptor?> _entries = [];

    public bool IsFull => _entries.Count >= max && !_entries.Contains(null);

    public WasiDescriptor? this[uint fd] => fd < (uint)_entries.Count ? _entries[(int)fd] : null;

    public uint Add(WasiDescriptor descriptor)
    {
        var free = _entries.IndexOf(null);
        if (free < 0)
        {
            free = _entries.Count;
            _entries.Add(null);
        }
        _entries[free] = descriptor;
        return (uint)free;
    }

    public bool TryClose(uint fd)
    {
        if (this[fd] is not { } descriptor) return false;
        _entries[(int)fd] = null;
        Release(descriptor);
        return true;
    }

    /// <summary>Both have to be open; what <paramref name="to"/> was is closed.</summary>
    public bool TryRenumber(uint from, uint to)
    {
        if (this[from] is not { } descriptor || this[to] is null) return false;
        if (from == to) return true;
        TryClose(to);
        _entries[(int)to] = descriptor;
        _entries[(int)from] = null;
        return true;
    }

    public bool IsOpen((ulong Device, ulong Inode) identity) =>
        _entries.Exists(entry => entry is FileDescriptor file && file.Identity == identity);

    /// <summary>A file without a name holds its bytes until it is closed for the last time.</summary>
    void Release(WasiDescriptor descriptor)
    {
        if (descriptor is FileDescriptor { Quota: { } quota } file && !IsOpen(file.Identity)
            && LibC.Stat(file.Fd, out var stat) == 0 && stat.Links == 0)
            quota.RemoveBytes((long)stat.Size);
        descriptor.Dispose();
    }

    public void Dispose()
    {
        for (var fd = 0u; fd < _entries.Count; fd++) TryClose(fd);
        _entries.Clear();
    }
}

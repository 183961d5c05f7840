using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>Counts what lies under directories, each file and directory once, within bounds of depth and number.</summary>
internal sealed class DiskUsage(long maxEntries)
{
    // One descriptor is open for each level.
    const int MaxDepth = 64;

    readonly HashSet<(ulong Device, ulong Inode)> _seen = [];

    public long Bytes { get; private set; }

    public long Entries { get; private set; }

    /// <summary>False when a bound was met or something could not be read.</summary>
    public bool Complete { get; private set; } = true;

    public void Add(int directory)
    {
        if (LibC.Stat(directory, out var stat) == 0 && _seen.Add((stat.Device, stat.Inode))) Walk(directory, 0);
    }

    unsafe void Walk(int parent, int depth)
    {
        int fd;
        fixed (byte* here = ".\0"u8)
            fd = LibC.Openat(parent, here, Open.ReadOnly | Open.Directory | Open.NoFollow | Open.CloseOnExec, 0);
        if (fd < 0 || depth == MaxDepth)
        {
            Complete = false;
            if (fd >= 0) _ = LibC.Close(fd);
            return;
        }
        using LinuxHandle handle = new(fd);
        DirectoryReader reader = new(fd);
        while (reader.TryNext(out var entry))
        {
            if (entry.IsDot) continue;
            if (Entries == maxEntries)
            {
                Complete = false;
                return;
            }
            if (LibC.Stat(fd, entry.Name, out var stat) != 0) continue;
            Count(fd, entry.Name, stat, depth);
        }
        Complete &= reader.Error == 0;
    }

    unsafe void Count(int parent, ReadOnlySpan<byte> name, in StatxBuffer stat, int depth)
    {
        Entries++;
        if (stat.HasBytes)
        {
            if (stat.Links == 1 || _seen.Add((stat.Device, stat.Inode))) Bytes += (long)stat.Size;
            return;
        }
        if (stat.Type != WasiFiletype.Directory || !_seen.Add((stat.Device, stat.Inode))) return;
        int child;
        fixed (byte* path = name)
            child = LibC.Openat(parent, path, Open.Path | Open.Directory | Open.NoFollow | Open.CloseOnExec, 0);
        if (child < 0) return;
        using LinuxHandle handle = new(child);
        Walk(child, depth + 1);
    }
}

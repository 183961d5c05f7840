using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>A file, FIFO or device beneath a mount. The kernel's descriptor never blocks; a guest that wants to wait waits here.</summary>
internal sealed partial class FileDescriptor : WasiDescriptor
{
    readonly LinuxHandle _handle;
    readonly Mount _mount;

    public FileDescriptor(LinuxHandle handle, Mount mount, in StatxBuffer stat, WasiRights rights, WasiRights inheriting)
        : base(rights & (stat.IsRegular ? WasiRights.RegularFile : WasiRights.Stream), inheriting)
    {
        _handle = handle;
        _mount = mount;
        Type = stat.Type;
        Identity = (stat.Device, stat.Inode);
    }

    public int Fd => _handle.Fd;

    public override WasiFiletype Type { get; }

    public bool IsRegular => Type == WasiFiletype.RegularFile;

    public (ulong Device, ulong Inode) Identity { get; }

    public WasiQuota? Quota => IsRegular ? _mount.Quota : null;

    public bool ReadOnly => _mount.ReadOnly;

    public override int PollDescriptor => IsRegular ? -1 : Fd;

    public override WasiErrno GetStat(out WasiFilestat stat)
    {
        var error = LibC.Stat(Fd, out var buffer);
        stat = buffer.ToFilestat();
        return ErrnoMap.ToWasi(error);
    }

    /// <summary>From the position to the end, for a regular file.</summary>
    public ulong BytesAhead =>
        LibC.Stat(Fd, out var stat) == 0 && Seek(0, WasiWhence.Current) is >= 0 and var position && (ulong)position < stat.Size
            ? stat.Size - (ulong)position
            : 0;

    /// <summary>The new position, or the negative errno.</summary>
    public long Seek(long offset, WasiWhence whence)
    {
        var position = LibC.Lseek(Fd, offset, (int)whence);
        return position < 0 ? -LibC.Errno : position;
    }

    public override nint Read(in IoVectors vectors, in WasiWait wait)
    {
        nint total = 0;
        for (var i = 0; i < vectors.Count; i++)
        {
            var buffer = vectors[i];
            if (buffer.IsEmpty) continue;
            if (!IsRegular && (Flags & WasiFdflags.Nonblock) == 0)
            {
                var error = wait.UntilReady(Fd, PollEvents.In);
                if (error != 0) return -error;
            }
            var read = FileIo.Read(Fd, buffer);
            if (read < 0) return total > 0 ? total : read;
            total += read;
            // What is not a file may have nothing more, and the next read would wait for it.
            if (read < buffer.Length || !IsRegular) break;
        }
        return total;
    }

    public nint ReadAt(in IoVectors vectors, long offset)
    {
        nint total = 0;
        for (var i = 0; i < vectors.Count; i++)
        {
            var buffer = vectors[i];
            if (buffer.IsEmpty) continue;
            var read = FileIo.ReadAt(Fd, buffer, offset + total);
            if (read < 0) return total > 0 ? total : read;
            total += read;
            if (read < buffer.Length) break;
        }
        return total;
    }

    public override void Dispose() => _handle.Dispose();
}

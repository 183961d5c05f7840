using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

internal sealed partial class FileDescriptor
{
    const long AtPosition = -1;

    bool Appends => (Flags & WasiFdflags.Append) != 0;

    public override nint Write(in IoVectors vectors, in WasiWait wait)
    {
        if (IsRegular) return WriteWithinQuota(vectors, AtPosition);
        if ((Flags & WasiFdflags.Nonblock) == 0)
        {
            var error = wait.UntilReady(Fd, PollEvents.Out);
            if (error != 0) return -error;
        }
        return WriteAll(vectors, AtPosition);
    }

    public nint WriteAt(in IoVectors vectors, long offset) => WriteWithinQuota(vectors, offset);

    /// <summary>All of it or, where that would pass the quota, nothing.</summary>
    nint WriteWithinQuota(in IoVectors vectors, long offset)
    {
        if (Quota is not { } quota) return WriteAll(vectors, offset);
        var error = LibC.Stat(Fd, out var stat);
        if (error != 0) return -error;
        var size = (long)stat.Size;
        var start = Appends ? size : offset == AtPosition ? LibC.Lseek(Fd, 0, (int)WasiWhence.Current) : offset;
        if (start > long.MaxValue - vectors.TotalBytes) return -Errno.FileTooBig;
        var growth = vectors.TotalBytes == 0 ? 0 : Math.Max(0, start + vectors.TotalBytes - size);
        if (growth > 0 && !quota.TryAddBytes(growth)) return -Errno.NoSpace;
        var written = WriteAll(vectors, offset);
        var grown = written > 0 ? Math.Max(0, start + written - size) : 0;
        if (grown < growth) quota.RemoveBytes(growth - grown);
        return written;
    }

    nint WriteAll(in IoVectors vectors, long offset)
    {
        nint total = 0;
        for (var i = 0; i < vectors.Count; i++)
        {
            var buffer = vectors[i];
            if (buffer.IsEmpty) continue;
            var written = offset == AtPosition ? FileIo.Write(Fd, buffer) : FileIo.WriteAt(Fd, buffer, offset + total);
            if (written < 0)
            {
                if (total == 0) return written;
                break;
            }
            total += written;
            if (written < buffer.Length) break;
        }
        Synchronise();
        return total;
    }

    /// <summary>Linux cannot change O_SYNC of an open file, so the flags that ask for it are kept here.</summary>
    void Synchronise()
    {
        if ((Flags & WasiFdflags.Sync) != 0) _ = LibC.Fsync(Fd);
        else if ((Flags & WasiFdflags.Dsync) != 0) _ = LibC.Fdatasync(Fd);
    }

    /// <summary>0 or errno.</summary>
    public int SetSize(long size)
    {
        var error = LibC.Stat(Fd, out var stat);
        if (error != 0) return error;
        var growth = size - (long)stat.Size;
        if (growth > 0 && Quota?.TryAddBytes(growth) == false) return Errno.NoSpace;
        error = LibC.Ftruncate(Fd, size) < 0 ? LibC.Errno : 0;
        if (error != 0 && growth > 0) Quota?.RemoveBytes(growth);
        if (error == 0 && growth < 0) Quota?.RemoveBytes(-growth);
        return error;
    }

    /// <summary>0 or errno.</summary>
    public int Allocate(long offset, long length)
    {
        var error = LibC.Stat(Fd, out var stat);
        if (error != 0) return error;
        if (offset > long.MaxValue - length) return Errno.FileTooBig;
        var growth = Math.Max(0, offset + length - (long)stat.Size);
        if (growth > 0 && Quota?.TryAddBytes(growth) == false) return Errno.NoSpace;
        do error = LibC.Fallocate(Fd, 0, offset, length) < 0 ? LibC.Errno : 0;
        while (error == Errno.Interrupted);
        if (error != 0 && growth > 0) Quota?.RemoveBytes(growth);
        return error;
    }

    /// <summary>Append is the kernel's affair, the rest is kept here. 0 or errno.</summary>
    public int SetFlags(WasiFdflags flags)
    {
        var append = (flags & WasiFdflags.Append) != 0 ? Open.Append : 0;
        if (LibC.Fcntl(Fd, Fcntl.SetFlags, append | Open.Nonblock) < 0) return LibC.Errno;
        Flags = flags;
        return 0;
    }
}

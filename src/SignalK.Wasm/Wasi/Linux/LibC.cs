using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasi.Linux;

/// <summary>The system calls that the filesystem needs, 64-bit Linux. Failures return -1 and leave errno to read.</summary>
internal static unsafe partial class LibC
{
    const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Openat2(nint number, int dirfd, byte* path, OpenHow* how, nint size);

    [LibraryImport(Name, EntryPoint = "openat", SetLastError = true)]
    internal static partial int Openat(int dirfd, byte* path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int fd);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int fd, byte* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint Pread(int fd, byte* buffer, nint count, long offset);

    [LibraryImport(Name, EntryPoint = "pwrite64", SetLastError = true)]
    internal static partial nint Pwrite(int fd, byte* buffer, nint count, long offset);

    [LibraryImport(Name, EntryPoint = "lseek64", SetLastError = true)]
    internal static partial long Lseek(int fd, long offset, int whence);

    [LibraryImport(Name, EntryPoint = "ftruncate64", SetLastError = true)]
    internal static partial int Ftruncate(int fd, long length);

    [LibraryImport(Name, EntryPoint = "fallocate64", SetLastError = true)]
    internal static partial int Fallocate(int fd, int mode, long offset, long length);

    /// <summary>Returns the error itself, 0 for none.</summary>
    [LibraryImport(Name, EntryPoint = "posix_fadvise64")]
    internal static partial int Fadvise(int fd, long offset, long length, int advice);

    [LibraryImport(Name, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(int fd);

    [LibraryImport(Name, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int Fdatasync(int fd);

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int fd, int command, nint argument);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(int dirfd, byte* path, int flags, uint mask, StatxBuffer* buffer);

    [LibraryImport(Name, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int Utimensat(int dirfd, byte* path, Timespec* times, int flags);

    [LibraryImport(Name, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint Getdents(int fd, byte* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int Mkdirat(int dirfd, byte* path, uint mode);

    [LibraryImport(Name, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int Unlinkat(int dirfd, byte* path, int flags);

    [LibraryImport(Name, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int Renameat(int oldDirfd, byte* oldPath, int newDirfd, byte* newPath);

    [LibraryImport(Name, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int Linkat(int oldDirfd, byte* oldPath, int newDirfd, byte* newPath, int flags);

    [LibraryImport(Name, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int Symlinkat(byte* target, int newDirfd, byte* newPath);

    [LibraryImport(Name, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint Readlinkat(int dirfd, byte* path, byte* buffer, nint size);

    [LibraryImport(Name, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* fds, nuint count, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int fd, nuint request, int* argument);

    /// <summary>FIONREAD; 0 where it means nothing.</summary>
    internal static ulong BytesReadable(int fd)
    {
        var bytes = 0;
        return Ioctl(fd, 0x541b, &bytes) < 0 ? 0 : (ulong)bytes;
    }

    internal static int Errno => Marshal.GetLastPInvokeError();

    /// <summary>No function of glibc's for this one (437 on every architecture).</summary>
    internal static int Openat2(int dirfd, byte* path, int flags, uint mode, ulong resolve)
    {
        var how = new OpenHow { Flags = (uint)flags, Mode = (flags & Open.Create) != 0 ? mode : 0, Resolve = resolve };
        return (int)Openat2(437, dirfd, path, &how, sizeof(OpenHow));
    }

    /// <summary>Metadata of what a path names (a final symbolic link itself), or of `fd` where the path is empty.</summary>
    internal static int Stat(int fd, ReadOnlySpan<byte> nulTerminated, out StatxBuffer stat)
    {
        fixed (byte* path = nulTerminated)
        fixed (StatxBuffer* buffer = &stat)
            return Statx(fd, path, At.SymlinkNofollow | At.EmptyPath, StatxBuffer.Basic, buffer) < 0 ? Errno : 0;
    }

    internal static int Stat(int fd, out StatxBuffer stat) => Stat(fd, "\0"u8, out stat);
}

namespace SignalK.Wasm.Wasi.Linux;

internal static class ErrnoMap
{
    // Indexed by Linux's number, 1 to 133; 0 where preview 1 has no name for it, which becomes EIO.
    static ReadOnlySpan<byte> Table =>
    [
        0, 63, 44, 71, 27, 29, 60, 1, 45, 8, // -, EPERM, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF
        12, 6, 48, 2, 21, 0, 10, 20, 75, 43, // ECHILD, EAGAIN, ENOMEM, EACCES, EFAULT, ENOTBLK, EBUSY, EEXIST, EXDEV, ENODEV
        54, 31, 28, 41, 33, 59, 74, 22, 51, 70, // ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY, ETXTBSY, EFBIG, ENOSPC, ESPIPE
        69, 34, 64, 18, 68, 16, 37, 46, 52, 55, // EROFS, EMLINK, EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG, ENOLCK, ENOSYS, ENOTEMPTY
        32, 0, 49, 24, 0, 0, 0, 0, 0, 0, // ELOOP, -, ENOMSG, EIDRM
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 47, 0, 0, // 67 ENOLINK
        0, 65, 36, 0, 9, 61, 0, 0, 0, 0, // 71 EPROTO, EMULTIHOP, -, EBADMSG, EOVERFLOW
        0, 0, 0, 0, 25, 27, 0, 0, 57, 17, // 84 EILSEQ, ERESTART, -, -, ENOTSOCK, EDESTADDRREQ
        35, 67, 50, 66, 0, 58, 0, 5, 3, 4, // EMSGSIZE, EPROTOTYPE, ENOPROTOOPT, EPROTONOSUPPORT, -, EOPNOTSUPP, -, EAFNOSUPPORT, EADDRINUSE, EADDRNOTAVAIL
        38, 40, 39, 13, 15, 42, 30, 53, 0, 0, // ENETDOWN, ENETUNREACH, ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS, EISCONN, ENOTCONN
        73, 14, 0, 23, 7, 26, 72, 0, 0, 0, // ETIMEDOUT, ECONNREFUSED, -, EHOSTUNREACH, EALREADY, EINPROGRESS, ESTALE
        0, 0, 19, 0, 0, 11, 0, 0, 0, 0, // 122 EDQUOT, 125 ECANCELED
        62, 56, 0, 0, // 130 EOWNERDEAD, ENOTRECOVERABLE
    ];

    public static WasiErrno ToWasi(int errno)
    {
        if (errno == 0) return WasiErrno.Success;
        var mapped = (uint)errno < (uint)Table.Length ? Table[errno] : (byte)0;
        return mapped == 0 ? WasiErrno.Io : (WasiErrno)mapped;
    }

    /// <summary>For the lookup of a path, where EXDEV says that it would have left the directory it started in.</summary>
    public static WasiErrno ToWasiLookup(int errno) => errno == Errno.CrossDevice ? WasiErrno.NotCapable : ToWasi(errno);
}

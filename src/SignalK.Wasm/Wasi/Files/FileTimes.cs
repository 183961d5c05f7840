using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>Access and modification times as `filestat_set_times` gives them.</summary>
internal static class FileTimes
{
    public static WasiErrno Read(ulong accessed, ulong modified, uint flags, Span<Timespec> times)
    {
        const uint bothAccessed = (uint)(WasiFstflags.Atim | WasiFstflags.AtimNow);
        const uint bothModified = (uint)(WasiFstflags.Mtim | WasiFstflags.MtimNow);
        if (flags > (uint)WasiFstflags.All || (flags & bothAccessed) == bothAccessed || (flags & bothModified) == bothModified)
            return WasiErrno.Invalid;
        times[0] = Time(accessed, (flags & (uint)WasiFstflags.Atim) != 0, (flags & (uint)WasiFstflags.AtimNow) != 0);
        times[1] = Time(modified, (flags & (uint)WasiFstflags.Mtim) != 0, (flags & (uint)WasiFstflags.MtimNow) != 0);
        return WasiErrno.Success;
    }

    /// <summary>Of what is open, also with O_PATH. 0 or errno.</summary>
    public static unsafe int Set(int fd, ReadOnlySpan<Timespec> times)
    {
        fixed (byte* empty = "\0"u8)
        fixed (Timespec* pair = times)
            return LibC.Utimensat(fd, empty, pair, At.EmptyPath) < 0 ? LibC.Errno : 0;
    }

    static Timespec Time(ulong nanoseconds, bool given, bool now) => new()
    {
        Seconds = given ? (long)(nanoseconds / 1_000_000_000) : 0,
        Nanoseconds = given ? (long)(nanoseconds % 1_000_000_000) : now ? Timespec.Now : Timespec.Omit,
    };
}

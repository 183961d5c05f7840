namespace SignalK.Wasm.Wasi;

internal enum WasiFiletype : byte
{
    Unknown = 0,
    BlockDevice = 1,
    CharacterDevice = 2,
    Directory = 3,
    RegularFile = 4,
    SocketDatagram = 5,
    SocketStream = 6,
    SymbolicLink = 7,
}

[Flags]
internal enum WasiFdflags : ushort
{
    None = 0,
    Append = 1,
    Dsync = 2,
    Nonblock = 4,
    Rsync = 8,
    Sync = 16,
    All = 31,
}

[Flags]
internal enum WasiOflags : ushort
{
    None = 0,
    Create = 1,
    Directory = 2,
    Exclusive = 4,
    Truncate = 8,
    All = 15,
}

[Flags]
internal enum WasiFstflags : ushort
{
    None = 0,
    Atim = 1,
    AtimNow = 2,
    Mtim = 4,
    MtimNow = 8,
    All = 15,
}

internal enum WasiWhence : byte
{
    Set = 0,
    Current = 1,
    End = 2,
}

internal enum WasiClock : uint
{
    Realtime = 0,
    Monotonic = 1,
    ProcessCpuTime = 2,
    ThreadCpuTime = 3,
}

internal enum WasiEventtype : byte
{
    Clock = 0,
    FdRead = 1,
    FdWrite = 2,
}

/// <summary>What `filestat` carries; times in nanoseconds since 1970.</summary>
internal readonly record struct WasiFilestat(
    ulong Device, ulong Inode, WasiFiletype Type, ulong Links, ulong Size, ulong Accessed, ulong Modified, ulong Changed);

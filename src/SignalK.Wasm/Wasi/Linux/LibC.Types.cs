using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasi.Linux;

[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}

[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    public int Fd;
    public short Events;
    public short Revents;
}

[StructLayout(LayoutKind.Sequential)]
internal struct Timespec
{
    public const long Now = 0x3fffffff;
    public const long Omit = 0x3ffffffe;

    public long Seconds;
    public long Nanoseconds;
}

/// <summary>`struct statx`: unlike `struct stat` the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    public const uint Basic = 0x7ff;

    [FieldOffset(16)] public uint Links;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong Size;
    [FieldOffset(64)] public long AccessedSeconds;
    [FieldOffset(72)] public uint AccessedNanoseconds;
    [FieldOffset(96)] public long ChangedSeconds;
    [FieldOffset(104)] public uint ChangedNanoseconds;
    [FieldOffset(112)] public long ModifiedSeconds;
    [FieldOffset(120)] public uint ModifiedNanoseconds;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    public readonly WasiFiletype Type => (Mode & 0xf000) switch
    {
        0x8000 => WasiFiletype.RegularFile,
        0x4000 => WasiFiletype.Directory,
        0xa000 => WasiFiletype.SymbolicLink,
        0x2000 => WasiFiletype.CharacterDevice,
        0x6000 => WasiFiletype.BlockDevice,
        0xc000 => WasiFiletype.SocketStream,
        _ => WasiFiletype.Unknown,
    };

    public readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;

    public readonly bool IsRegular => Type == WasiFiletype.RegularFile;

    /// <summary>What a quota counts by its size: a link's target is text that somebody stored.</summary>
    public readonly bool HasBytes => Type is WasiFiletype.RegularFile or WasiFiletype.SymbolicLink;

    public readonly WasiFilestat ToFilestat() => new(
        Device, Inode, Type, Links, Size,
        Nanoseconds(AccessedSeconds, AccessedNanoseconds),
        Nanoseconds(ModifiedSeconds, ModifiedNanoseconds),
        Nanoseconds(ChangedSeconds, ChangedNanoseconds));

    static ulong Nanoseconds(long seconds, uint rest) => seconds < 0 ? 0 : (ulong)seconds * 1_000_000_000 + rest;
}

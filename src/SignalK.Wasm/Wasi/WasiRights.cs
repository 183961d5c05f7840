namespace SignalK.Wasm.Wasi;

/// <summary>What a descriptor may be used for, bit for bit as preview 1 numbers them.</summary>
[Flags]
internal enum WasiRights : ulong
{
    None = 0,
    FdDatasync = 1ul << 0,
    FdRead = 1ul << 1,
    FdSeek = 1ul << 2,
    FdFdstatSetFlags = 1ul << 3,
    FdSync = 1ul << 4,
    FdTell = 1ul << 5,
    FdWrite = 1ul << 6,
    FdAdvise = 1ul << 7,
    FdAllocate = 1ul << 8,
    PathCreateDirectory = 1ul << 9,
    PathCreateFile = 1ul << 10,
    PathLinkSource = 1ul << 11,
    PathLinkTarget = 1ul << 12,
    PathOpen = 1ul << 13,
    FdReaddir = 1ul << 14,
    PathReadlink = 1ul << 15,
    PathRenameSource = 1ul << 16,
    PathRenameTarget = 1ul << 17,
    PathFilestatGet = 1ul << 18,
    PathFilestatSetSize = 1ul << 19,
    PathFilestatSetTimes = 1ul << 20,
    FdFilestatGet = 1ul << 21,
    FdFilestatSetSize = 1ul << 22,
    FdFilestatSetTimes = 1ul << 23,
    PathSymlink = 1ul << 24,
    PathRemoveDirectory = 1ul << 25,
    PathUnlinkFile = 1ul << 26,
    PollFdReadwrite = 1ul << 27,
    SockShutdown = 1ul << 28,
    SockAccept = 1ul << 29,

    All = (1ul << 30) - 1,

    RegularFile = FdDatasync | FdRead | FdSeek | FdFdstatSetFlags | FdSync | FdTell | FdWrite | FdAdvise | FdAllocate
        | FdFilestatGet | FdFilestatSetSize | FdFilestatSetTimes | PollFdReadwrite,

    /// <summary>FIFOs and character devices: no position, no size.</summary>
    Stream = FdDatasync | FdRead | FdFdstatSetFlags | FdSync | FdWrite | FdFilestatGet | FdFilestatSetTimes | PollFdReadwrite,

    Directory = FdFdstatSetFlags | FdSync | PathCreateDirectory | PathCreateFile | PathLinkSource | PathLinkTarget
        | PathOpen | FdReaddir | PathReadlink | PathRenameSource | PathRenameTarget | PathFilestatGet
        | PathFilestatSetSize | PathFilestatSetTimes | FdFilestatGet | FdFilestatSetTimes | PathSymlink
        | PathRemoveDirectory | PathUnlinkFile | PollFdReadwrite,

    StandardInput = FdRead | FdFdstatSetFlags | FdFilestatGet | PollFdReadwrite,
    StandardOutput = FdWrite | FdFdstatSetFlags | FdFilestatGet | PollFdReadwrite,

    /// <summary>Any of these needs a descriptor of the kernel's opened for reading.</summary>
    NeedsRead = FdRead | FdReaddir,

    /// <summary>Any of these needs a descriptor of the kernel's opened for writing.</summary>
    NeedsWrite = FdWrite | FdAllocate | FdDatasync | FdFilestatSetSize,

    /// <summary>Whoever asks for one of these is about to change a file or a directory.</summary>
    Changes = FdWrite | FdAllocate | FdFilestatSetSize | PathCreateDirectory | PathLinkTarget | PathRenameSource | PathRenameTarget
        | PathSymlink | PathRemoveDirectory | PathUnlinkFile,
}

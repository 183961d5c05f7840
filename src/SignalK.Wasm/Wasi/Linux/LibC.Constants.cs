using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasi.Linux;

/// <summary>Flags of open(2). Arm orders four of them differently from everyone else.</summary>
internal static class Open
{
    static readonly bool s_arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoControllingTerminal = 0x100;
    public const int Truncate = 0x200;
    public const int Append = 0x400;
    public const int Nonblock = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int Path = 0x200000;

    public static readonly int Directory = s_arm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = s_arm ? 0x8000 : 0x20000;
}

internal static class Resolve
{
    public const ulong NoMagicLinks = 0x02;
    public const ulong Beneath = 0x08;
}

internal static class At
{
    public const int CurrentDirectory = -100;
    public const int SymlinkNofollow = 0x100;
    public const int RemoveDirectory = 0x200;
    public const int EmptyPath = 0x1000;
}

internal static class Fcntl
{
    public const int SetFlags = 4;
}

internal static class PollEvents
{
    public const short In = 1;
    public const short Out = 4;
    public const short Error = 8;
    public const short Hangup = 16;
    public const short Invalid = 32;
}

/// <summary>Linux's error numbers that the code itself looks at (the generic table: x86, Arm, RISC-V).</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int Io = 5;
    public const int BadDescriptor = 9;
    public const int Again = 11;
    public const int Access = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int FileTooBig = 27;
    public const int NoSpace = 28;
    public const int NameTooLong = 36;
    public const int NotImplemented = 38;
    public const int Loop = 40;
}

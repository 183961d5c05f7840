using System.Runtime.InteropServices;

namespace SignalK.Core.Storage;

/// <summary>What .NET has no call for: a directory as a descriptor that can be synced.</summary>
internal static partial class NativeFile
{
    /// <summary>O_RDONLY | O_CLOEXEC: the same figures on every Linux that we build for; O_DIRECTORY differs between them.</summary>
    public const int ReadOnlyDirectory = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}

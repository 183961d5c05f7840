using System.Runtime.InteropServices;

namespace SignalK.Plugins;

/// <summary>What .NET has no call for: syncs of a directory and of its file system, and the exchange of two directories.</summary>
static partial class NativeDirectory
{
    // O_RDONLY | O_CLOEXEC: the same figures on every Linux that we build for.
    const int ReadOnlyDirectory = 0x80000;
    const int CurrentDirectory = -100;
    const uint RenameExchange = 2;

    /// <summary>Makes renames and deletions in the directory durable.</summary>
    public static void Sync(string directory) => With(directory, Fsync, "fsync");

    /// <summary>Makes everything written to the directory's file system durable: one call for a whole tree of new files.</summary>
    public static void SyncFileSystem(string directory) => With(directory, Syncfs, "syncfs");

    /// <summary>Each gets the other's name, in one step. False where the file system cannot.</summary>
    public static bool TryExchange(string one, string other) => Renameat2(CurrentDirectory, one, CurrentDirectory, other, RenameExchange) == 0;

    /// <summary>Renames a file, a directory or a link itself; what has the new name already must be none of them, or empty.</summary>
    public static void Move(string from, string to)
    {
        if (Rename(from, to) != 0)
            throw Failure("rename", from);
    }

    static void With(string directory, Func<int, int> call, string name)
    {
        var descriptor = Open(directory, ReadOnlyDirectory);
        if (descriptor < 0)
            throw Failure("open", directory);
        try
        {
            if (call(descriptor) != 0)
                throw Failure(name, directory);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    static IOException Failure(string call, string path) => new($"{call} of directory '{path}': {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int Syncfs(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Renameat2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);
}

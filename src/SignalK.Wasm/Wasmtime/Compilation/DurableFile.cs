using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime;

/// <summary>A file that is whole or absent, also after the power went.</summary>
static partial class DurableFile
{
    public static void Write(string temporary, string path, UnixFileMode mode, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        File.Delete(temporary);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = mode,
            BufferSize = 0,
        };
        using (FileStream file = new(temporary, options))
        {
            file.Write(head);
            file.Write(body);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    static void SyncDirectory(string directory)
    {
        const int readOnlyDirectory = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC, x86-64; aarch64 differs in O_DIRECTORY
        var flags = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 | 0x80000 : readOnlyDirectory;
        var descriptor = open(directory, flags);
        if (descriptor < 0)
            return;
        _ = fsync(descriptor);
        _ = close(descriptor);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}

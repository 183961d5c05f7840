using System.Runtime.InteropServices;

namespace SignalK.Core.Storage;

/// <summary>The few operations of a file system that durable writing consists of; a test stands in to fail at any of them.</summary>
internal class Disk
{
    public static Disk Real { get; } = new();

    /// <summary>Creates or empties the file, writes it and has it on the medium when it returns.</summary>
    public virtual void WriteSynced(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = mode,
        });
        // A leftover keeps the mode it was made with: a secret must not land in a file that others may read.
        File.SetUnixFileMode(file.SafeFileHandle, mode);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    public virtual void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Makes renames and deletions in a directory durable (rename(2) alone is not).</summary>
    public virtual void SyncDirectory(string path)
    {
        var descriptor = NativeFile.Open(path, NativeFile.ReadOnlyDirectory);
        if (descriptor < 0)
            throw Failure("open", path);
        try
        {
            if (NativeFile.Fsync(descriptor) != 0)
                throw Failure("fsync", path);
        }
        finally
        {
            _ = NativeFile.Close(descriptor);
        }
    }

    static IOException Failure(string call, string path) =>
        new($"{call} of directory '{path}': {Marshal.GetLastPInvokeErrorMessage()}");
}

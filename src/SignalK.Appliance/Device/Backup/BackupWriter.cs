using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace SignalK.Appliance.Device.Backup;

/// <summary>Makes a backup: a zip of the files, with their hashes in a manifest at its end.</summary>
static class BackupWriter
{
    /// <exception cref="IOException">Something cannot be read or written, or it becomes too large.</exception>
    public static void Write(Stream to, string config, bool secrets, BackupLimits limits, TimeProvider time, CancellationToken cancel = default)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        List<BackupFile> files = [];
        long total = 0;
        foreach (var (path, file) in BackupContents.Files(config, secrets))
        {
            cancel.ThrowIfCancellationRequested();
            if (TryAdd(zip, path, file, limits.Content - total) is not { } added)
                continue;
            files.Add(added);
            total += added.Length;
            if (files.Count > limits.Files)
                throw new IOException($"there are more than {limits.Files} files to back up");
        }
        using var entry = zip.CreateEntry(BackupManifest.Entry).Open();
        JsonSerializer.Serialize(entry, new BackupManifest(BackupManifest.Name, BackupManifest.Newest, Product.Version, time.GetUtcNow(), secrets, files), BackupJson.Default.BackupManifest);
    }

    // A file that went away meanwhile is not in the backup; what grows while it is read is as long as it was read.
    static BackupFile? TryAdd(ZipArchive zip, string path, FileInfo file, long room)
    {
        FileStream source;
        try
        {
            source = file.OpenRead();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        using (source)
        {
            using var entry = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = Copy(source, entry, room, part => hash.AppendData(part));
            return new BackupFile(path, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    /// <returns>Bytes copied.</returns>
    /// <exception cref="IOException">There are more than <paramref name="most"/>.</exception>
    internal static long Copy(Stream from, Stream to, long most, ReadOnlySpanAction<byte>? seen = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            for (int read; (read = from.Read(buffer)) > 0;)
            {
                total += read;
                if (total > most)
                    throw new IOException("it is larger than a backup may be");
                seen?.Invoke(buffer.AsSpan(0, read));
                to.Write(buffer.AsSpan(0, read));
            }
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

delegate void ReadOnlySpanAction<T>(ReadOnlySpan<T> span);

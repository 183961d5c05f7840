using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace SignalK.Appliance.Device.Backup;

/// <summary>Unpacks a backup of ours, one of the peer's, or the peer's zipped directory, into a directory of its own.</summary>
sealed class BackupReader(BackupLimits limits)
{
    const int UnixLink = 0xA000;
    const int UnixType = 0xF000;

    // What every configuration directory of the peer has at least one of.
    static readonly string[] s_signs = ["settings.json", "security.json", "baseDeltas.json", "defaults.json"];

    // A broken one of these would make a start without what it says.
    static readonly string[] s_json = ["settings.json", "security.json", "baseDeltas.json", "defaults.json", "priorities.json"];

    /// <param name="backup">Seekable, at its beginning.</param>
    /// <param name="into">An empty directory.</param>
    /// <returns>What it was, for the owner's eyes.</returns>
    /// <exception cref="InvalidDataException">It is no backup, a damaged one, or a hostile one.</exception>
    /// <exception cref="IOException">It cannot be unpacked.</exception>
    public string Unpack(Stream backup, string into)
    {
        ZipGuard.Check(backup);
        using var zip = new ZipArchive(backup, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > limits.Files)
            throw new InvalidDataException($"there are more than {limits.Files} files in it");
        var entries = zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && (entry.ExternalAttributes >> 16 & UnixType) != UnixLink).ToList();
        foreach (var entry in entries)
        {
            if (BackupPath.Fault(entry.FullName, limits) is { } fault)
                throw new InvalidDataException($"\"{entry.FullName}\" {fault}: nothing was restored");
        }
        var unpacked = zip.GetEntry(BackupManifest.Entry) is { } manifest ? Own(entries, ReadManifest(manifest), into) : Peers(entries, into);
        CheckJson(into);
        return unpacked;
    }

    string Own(List<ZipArchiveEntry> entries, BackupManifest manifest, string into)
    {
        // As many as are listed, each as listed, none twice.
        var listed = new Dictionary<string, BackupFile>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!listed.TryAdd(file.Path, file))
                throw new InvalidDataException($"\"{file.Path}\" is listed twice");
        }
        long total = 0;
        foreach (var entry in entries.Where(entry => entry.FullName != BackupManifest.Entry))
        {
            if (!listed.Remove(entry.FullName, out var file))
                throw new InvalidDataException($"\"{entry.FullName}\" is in the backup and not on its list");
            if (BackupContents.IsLeft(entry.FullName.Split('/')[0]))
                continue;
            var (length, hash) = Extract(entry, Path.Combine(into, entry.FullName), limits.Content - total);
            total += length;
            if (length != file.Length || hash != file.Sha256)
                throw new InvalidDataException($"\"{entry.FullName}\" is damaged");
        }
        if (listed.Count > 0)
            throw new InvalidDataException($"\"{listed.Keys.First()}\" is missing in the backup");
        return $"{manifest.Files.Count} files of a backup by version {manifest.Product} of {manifest.Created:yyyy-MM-dd HH:mm} UTC{(manifest.Secrets ? "" : ", without accounts and keys")}";
    }

    string Peers(List<ZipArchiveEntry> entries, string into)
    {
        var prefix = Prefix(entries) ?? throw new InvalidDataException("this is neither a backup nor a signalk-server configuration: there is no settings.json in it");
        long total = 0;
        var count = 0;
        foreach (var entry in entries.Where(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var path = entry.FullName[prefix.Length..];
            if (BackupContents.IsLeft(path.Split('/')[0]) || path.Split('/').Contains(".generations"))
                continue;
            total += Extract(entry, Path.Combine(into, path), limits.Content - total).Length;
            count++;
        }
        return $"{count} files of a signalk-server configuration";
    }

    /// <summary>The folder that holds the configuration: none, <c>.signalk/</c>, or whatever it was zipped with.</summary>
    static string? Prefix(List<ZipArchiveEntry> entries) => entries
        .Where(entry => s_signs.Contains(entry.Name) && !entry.FullName.Contains("node_modules/", StringComparison.Ordinal))
        .Select(entry => entry.FullName[..^entry.Name.Length])
        .OrderBy(prefix => prefix.Count(c => c == '/')).ThenBy(prefix => prefix, StringComparer.Ordinal)
        .FirstOrDefault();

    static (long Length, string Hash) Extract(ZipArchiveEntry entry, string path, long room)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var source = entry.Open();
        using var target = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = BackupContents.IsSecret(Path.GetFileName(path)) ? UnixFileMode.UserRead | UnixFileMode.UserWrite : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = BackupWriter.Copy(source, target, room, part => hash.AppendData(part));
        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    static BackupManifest ReadManifest(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var source = entry.Open();
        BackupWriter.Copy(source, content, 32 * 1024 * 1024);
        return BackupManifest.Parse(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    static void CheckJson(string folder)
    {
        foreach (var name in s_json.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            try
            {
                var content = File.ReadAllBytes(Path.Combine(folder, name)).AsMemory();
                using var document = JsonDocument.Parse(content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            }
            catch (JsonException)
            {
                throw new InvalidDataException($"{name} in it is damaged: nothing was restored");
            }
        }
    }
}

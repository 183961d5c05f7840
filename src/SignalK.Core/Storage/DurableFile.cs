namespace SignalK.Core.Storage;

/// <summary>
/// A file that survives a power cut at any moment: what <see cref="Write"/> acknowledged is on the medium, what it was
/// doing leaves the old content whole. The newest good generations are kept beside it, and a broken file falls back to
/// them. Thread-safe.
/// </summary>
public sealed partial class DurableFile
{
    readonly Lock _gate = new();
    readonly Disk _disk;
    readonly DurableFileOptions _options;
    readonly string _path;

    /// <param name="path">The file; where it is a symbolic link, its target is what gets replaced.</param>
    /// <param name="options">Null: <see cref="DurableFileOptions.Default"/>.</param>
    public DurableFile(string path, DurableFileOptions? options = null)
        : this(path, options, Disk.Real)
    {
    }

    internal DurableFile(string path, DurableFileOptions? options, Disk disk)
    {
        var full = Path.GetFullPath(path);
        _path = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        _options = options ?? DurableFileOptions.Default;
        _disk = disk;
    }

    public string FullPath => _path;

    string Folder => Path.GetDirectoryName(_path)!;

    string Name => Path.GetFileName(_path);

    /// <summary>Replaces the content. Content equal to what is there already writes nothing and spares the flash.</summary>
    /// <returns>Ok when the new content is durable; else the old content still holds and the error says why.</returns>
    public WriteOutcome Write(ReadOnlySpan<byte> content)
    {
        if (_options.ReadOnly)
            return WriteOutcome.Failed($"{_path} was opened for reading only");
        lock (_gate)
        {
            try
            {
                if (HoldsAlready(content))
                    return WriteOutcome.Unchanged;
                Directory.CreateDirectory(Folder);
                // The generation first: should the power go between the two, it is merely one that was never current.
                var generation = SaveGeneration(content);
                Replace(_path, content, ModeOf(_path));
                return generation;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return WriteOutcome.Failed($"cannot write {_path}: {e.Message}");
            }
        }
    }

    bool HoldsAlready(ReadOnlySpan<byte> content)
    {
        var info = new FileInfo(_path);
        return info.Exists && info.Length == content.Length && content.SequenceEqual(File.ReadAllBytes(_path));
    }

    /// <summary>temp file, fsync, rename, fsync of the directory.</summary>
    void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.tmp");
        try
        {
            _disk.WriteSynced(temporary, content, mode);
            _disk.Rename(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw;
        }
        _disk.SyncDirectory(folder);
    }

    UnixFileMode ModeOf(string path) => File.Exists(path) && !_options.Secret ? File.GetUnixFileMode(path) : _options.Mode;

    void TryDelete(string path)
    {
        try
        {
            _disk.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next write overwrites it; the failure that matters is already on its way to the caller.
        }
    }
}

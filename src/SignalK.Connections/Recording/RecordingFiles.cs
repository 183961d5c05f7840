using System.Globalization;
using SignalK.Core.Storage;

namespace SignalK.Connections.Recording;

/// <summary>
/// The files of a recorder: a new one each hour (UTC) or when one is full, named as upstream names them
/// (<c>skserver-raw_2026-01-15T12.log</c>, then <c>…T12_001.log</c>), so that names sort by age. Not thread-safe.
/// </summary>
internal sealed class RecordingFiles
{
    private const string Prefix = "skserver-raw_";
    private const string Pattern = Prefix + "*.log";
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly RecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly BudgetShare? _share;
    private readonly long _maxFileBytes;
    private List<(string Path, long Bytes)>? _old;
    private FileStream? _file;
    private string? _hour;
    private long _syncedAt;
    private bool _unsynced;
    private long _total;

    public RecordingFiles(RecorderOptions options, TimeProvider time, BudgetShare? share)
    {
        _options = options;
        _time = time;
        _share = share;
        _maxFileBytes = Math.Min(options.MaxFileBytes, Math.Max(1, options.MaxBytes / 4));
    }

    public long TotalBytes => Volatile.Read(ref _total);

    /// <summary>Why the last block was not taken, when no medium is to blame.</summary>
    public string? Refusal { get; private set; }

    /// <returns>False when the budget has no room for it.</returns>
    /// <exception cref="IOException">The medium refused; nothing of the block is left in the file.</exception>
    public bool Write(ReadOnlySpan<byte> block)
    {
        _old ??= Inventory();
        var hour = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);
        if (_file is not null && (hour != _hour || _file.Length + block.Length > _maxFileBytes))
        {
            Close();
        }

        if (!MakeRoom(block.Length))
        {
            Refusal = "the budget for everything written is used up";
            return false;
        }

        Refusal = null;
        Append(block, hour);
        SyncIfDue();
        return true;
    }

    public void SyncIfDue()
    {
        if (_unsynced && _time.GetElapsedTime(_syncedAt) >= _options.SyncEvery)
        {
            Sync();
        }
    }

    public void Close()
    {
        if (_file is not { } file)
        {
            return;
        }

        try
        {
            Sync();
        }
        finally
        {
            _file = null;
            _old!.Add((file.Name, file.Length));
            file.Dispose();
        }
    }

    private void Append(ReadOnlySpan<byte> block, string hour)
    {
        try
        {
            _file ??= Open(hour);
        }
        catch
        {
            Release(block.Length);
            throw;
        }

        var before = _file.Length;
        try
        {
            _file.Write(block);
            _unsynced = true;
        }
        catch
        {
            Release(block.Length);
            TryTruncate(before);
            throw;
        }
    }

    private FileStream Open(string hour)
    {
        Directory.CreateDirectory(_options.Directory);
        var path = Path.Combine(_options.Directory, Prefix + hour + ".log");
        for (var number = 1; File.Exists(path) && new FileInfo(path).Length >= _maxFileBytes / 2; number++)
        {
            path = Path.Combine(_options.Directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{hour}_{number:000}.log"));
        }

        _old!.RemoveAll(f => f.Path == path);
        Release(RecordingEnd.Mend(path));
        _hour = hour;
        _syncedAt = _time.GetTimestamp();
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = Mode,
        });
    }

    private bool MakeRoom(int bytes)
    {
        while (_total + bytes > _options.MaxBytes || _share?.TryTake(bytes) == false)
        {
            if (_old!.Count == 0)
            {
                return false;
            }

            var (path, size) = _old[0];
            File.Delete(path);
            _old.RemoveAt(0);
            Release(size);
        }

        Interlocked.Add(ref _total, bytes);
        return true;
    }

    private void Release(long bytes)
    {
        Interlocked.Add(ref _total, -bytes);
        _share?.Release(bytes);
    }

    private void Sync()
    {
        _syncedAt = _time.GetTimestamp();
        _file?.Flush(flushToDisk: true);
        _unsynced = false;
    }

    private void TryTruncate(long length)
    {
        try
        {
            _file!.SetLength(length);
        }
        catch (IOException)
        {
            // The next recording starts a new line at worst.
        }
    }

    private List<(string Path, long Bytes)> Inventory()
    {
        var directory = new DirectoryInfo(_options.Directory);
        List<(string, long)> found = directory.Exists
            ? [.. directory.EnumerateFiles(Pattern).OrderBy(static f => f.Name, StringComparer.Ordinal).Select(static f => (f.FullName, f.Length))]
            : [];
        var bytes = found.Sum(static f => f.Item2);
        Interlocked.Add(ref _total, bytes);
        _share?.Take(bytes);
        return found;
    }
}

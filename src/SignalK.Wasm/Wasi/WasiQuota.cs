using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>
/// What the files under some preopened directories may add up to: the bytes they show (holes count) and the number of entries,
/// because an empty file costs the disk too. Thread-safe; may be shared by preopens and by contexts.
/// </summary>
/// <remarks>
/// Counted here, not by the filesystem. The folders are counted when they are opened, and again (at most every
/// <see cref="RecountInterval"/>) before anything is refused, since others may have removed files.
/// </remarks>
public sealed class WasiQuota
{
    public static readonly TimeSpan RecountInterval = TimeSpan.FromSeconds(5);

    readonly Lock _sync = new();
    readonly List<Mount> _mounts = [];
    readonly TimeProvider _time;
    long _lastRecount;
    long _bytes;
    int _entries;

    /// <param name="maxBytes">Bytes of all files together.</param>
    /// <param name="maxEntries">Files, directories and links together.</param>
    /// <param name="time">The clock that spaces recounts.</param>
    public WasiQuota(long maxBytes, int maxEntries = 65_536, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        MaxBytes = maxBytes;
        MaxEntries = maxEntries;
        _time = time ?? TimeProvider.System;
    }

    public long MaxBytes { get; }

    public int MaxEntries { get; }

    public long UsedBytes
    {
        get { lock (_sync) return _bytes; }
    }

    public int UsedEntries
    {
        get { lock (_sync) return _entries; }
    }

    internal void Attach(Mount mount)
    {
        lock (_sync)
        {
            _mounts.Add(mount);
            Recount();
        }
    }

    internal void Detach(Mount mount)
    {
        lock (_sync) _mounts.Remove(mount);
    }

    internal bool TryAddBytes(long bytes)
    {
        lock (_sync)
        {
            if (bytes > MaxBytes - _bytes) RecountIfDue();
            if (bytes > MaxBytes - _bytes) return false;
            _bytes += bytes;
            return true;
        }
    }

    internal void RemoveBytes(long bytes)
    {
        lock (_sync) _bytes = Math.Max(0, _bytes - bytes);
    }

    internal bool TryAddEntry()
    {
        lock (_sync)
        {
            if (_entries >= MaxEntries) RecountIfDue();
            if (_entries >= MaxEntries) return false;
            _entries++;
            return true;
        }
    }

    internal void RemoveEntry()
    {
        lock (_sync) _entries = Math.Max(0, _entries - 1);
    }

    void RecountIfDue()
    {
        if (_time.GetElapsedTime(_lastRecount) >= RecountInterval) Recount();
    }

    void Recount()
    {
        _lastRecount = _time.GetTimestamp();
        DiskUsage usage = new(2 * MaxEntries + 1000L);
        foreach (var mount in _mounts) usage.Add(mount.Root);
        // A count that gave up saw less than there is: what was known before stays.
        _bytes = usage.Complete ? usage.Bytes : Math.Max(_bytes, usage.Bytes);
        _entries = (int)Math.Min(int.MaxValue, usage.Complete ? usage.Entries : Math.Max(_entries, usage.Entries));
    }
}

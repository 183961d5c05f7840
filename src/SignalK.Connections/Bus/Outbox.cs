namespace SignalK.Connections.Bus;

/// <summary>
/// Lines that wait for one writer, bounded in bytes: when full, the oldest give way and are counted. Lines are gathered in one
/// array while the writer sends another, so that many of them leave in one write.
/// </summary>
internal sealed class Outbox(int capacity)
{
    private const int Smallest = 1_024;

    private readonly Lock _gate = new();
    private byte[] _filling = [];
    private byte[] _sending = [];
    private int _start;
    private int _end;
    private long _dropped;

    /// <summary>Lines that nobody will see.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public int Queued
    {
        get
        {
            lock (_gate)
            {
                return _end - _start;
            }
        }
    }

    /// <summary>Adds a line and its line end.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        var needed = line.Length + 2;
        lock (_gate)
        {
            if (needed > capacity)
            {
                _dropped++;
                return;
            }

            if (_end - _start + needed > capacity)
            {
                DropOldest(needed);
            }

            MakeRoom(needed);
            line.CopyTo(_filling.AsSpan(_end));
            _filling[_end + line.Length] = (byte)'\r';
            _filling[_end + line.Length + 1] = (byte)'\n';
            _end += needed;
        }
    }

    /// <summary>Takes everything that waits; valid until the next call. For the one writer only.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            var taken = _filling.AsMemory(_start, _end - _start);
            (_filling, _sending) = (_sending, _filling);
            _start = _end = 0;
            return taken;
        }
    }

    /// <summary>Counts lines that were taken and could not be written.</summary>
    public void CountLost(ReadOnlySpan<byte> lines) => Interlocked.Add(ref _dropped, lines.Count((byte)'\n'));

    // A quarter at a time: dropping line by line would move the boundary on every line that a stuck reader is sent.
    private void DropOldest(int needed)
    {
        var waiting = _filling.AsSpan(_start, _end - _start);
        var least = Math.Max(capacity / 4, waiting.Length + needed - capacity);
        var cut = least >= waiting.Length ? -1 : waiting[(least - 1)..].IndexOf((byte)'\n');
        var length = cut < 0 ? waiting.Length : least + cut;
        _dropped += waiting[..length].Count((byte)'\n');
        _start += length;
    }

    private void MakeRoom(int needed)
    {
        if (_end + needed <= _filling.Length)
        {
            return;
        }

        var length = _end - _start;
        var target = _filling;
        if (length + needed > _filling.Length || length > _filling.Length / 2)
        {
            target = new byte[Math.Min(Math.Max(Math.Max(_filling.Length * 2, Smallest), length + needed), capacity * 2)];
        }

        Buffer.BlockCopy(_filling, _start, target, 0, length);
        (_filling, _start, _end) = (target, 0, length);
    }
}

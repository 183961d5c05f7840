namespace SignalK.Plugins.Network;

/// <summary>
/// What a connection received and the guest has not taken: bytes, cut into lines when they are asked for. Bounded; whoever fills it
/// waits for room. Thread-safe for one who fills and one who takes.
/// </summary>
sealed class ReceivedBytes(int capacity, SocketCounters counters)
{
    const int FirstSize = 1024;

    readonly Lock _gate = new();
    byte[] _bytes = [];
    int _start, _end;
    TaskCompletionSource? _room;
    bool _isLines = true;

    // Lines that are whole and have something in them; only counted while lines are asked for.
    int _lines;
    int _lineStart;
    bool _skips;

    /// <summary>Lines; or, with raw bytes, 1 when there are any.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _isLines ? _lines : Math.Min(1, _end - _start);
        }
    }

    public void SetLines(bool on)
    {
        lock (_gate)
        {
            _isLines = on;
            (_lines, _lineStart) = (0, _start);
            if (on)
                CountLines(_start);
        }
    }

    /// <summary>Waits until there is room; how much.</summary>
    public async ValueTask<int> RoomAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                var room = capacity - (_end - _start);
                if (room > 0)
                    return room;
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _room.Task;
            }
            await waiting.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <param name="bytes">No more than there was room for.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_skips && _isLines)
            {
                var end = bytes.IndexOf((byte)'\n');
                if (end < 0)
                    return;
                _skips = false;
                bytes = bytes[(end + 1)..];
            }
            MakeRoom(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_end));
            _end += bytes.Length;
            if (_isLines)
            {
                CountLines(_end - bytes.Length);
                DropTooLong();
            }
        }
    }

    /// <summary>Whatever there is, up to the buffer's length.</summary>
    public int Take(Span<byte> buffer)
    {
        lock (_gate)
        {
            var length = Math.Min(buffer.Length, _end - _start);
            _bytes.AsSpan(_start, length).CopyTo(buffer);
            // A guest that reads raw while lines are asked for may take half of one.
            if (_isLines)
                _lines -= LinesIn(_bytes.AsSpan(_start, length));
            Drop(length);
            return length;
        }
    }

    /// <summary>The next line that is not empty, without its end, cut to the buffer; 0 when none is whole.</summary>
    public int TakeLine(Span<byte> buffer)
    {
        lock (_gate)
        {
            while (_bytes.AsSpan(_start, _end - _start).IndexOf((byte)'\n') is >= 0 and var end)
            {
                var line = Trim(_bytes.AsSpan(_start, end));
                var length = Math.Min(line.Length, buffer.Length);
                line[..length].CopyTo(buffer);
                var isEmpty = line.IsEmpty;
                Drop(end + 1);
                if (isEmpty)
                    continue;
                _lines = Math.Max(0, _lines - 1);
                return length;
            }
            _lines = 0;
            return 0;
        }
    }

    static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    static int LinesIn(ReadOnlySpan<byte> bytes)
    {
        var lines = 0;
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
            lines += Trim(bytes[..end]).IsEmpty ? 0 : 1;
        return lines;
    }

    void CountLines(int from)
    {
        for (int end; (end = _bytes.AsSpan(from, _end - from).IndexOf((byte)'\n')) >= 0; from = _lineStart)
        {
            _lines += Trim(_bytes.AsSpan(_lineStart, from + end - _lineStart)).IsEmpty ? 0 : 1;
            _lineStart = from + end + 1;
        }
    }

    // A line as long as all the room would be waited for without end: it is none that anybody meant.
    void DropTooLong()
    {
        if (_end - _start < capacity || _lines > 0)
            return;
        Drop(_end - _start);
        _skips = true;
        Interlocked.Increment(ref counters.Dropped);
    }

    void Drop(int length)
    {
        _start += length;
        _lineStart = Math.Max(_lineStart, _start);
        if (_start == _end)
        {
            (_start, _end, _lineStart) = (0, 0, 0);
            // A burst's buffer is not kept for the quiet after it.
            if (_bytes.Length > FirstSize)
                _bytes = [];
        }
        // Half of it: a guest that takes line by line does not wake the reader for each.
        if (_room is not null && _end - _start <= capacity / 2)
        {
            _room.TrySetResult();
            _room = null;
        }
    }

    void MakeRoom(int length)
    {
        if (_end + length <= _bytes.Length)
            return;
        var kept = _end - _start;
        var target = kept + length <= _bytes.Length / 2 ? _bytes : new byte[Math.Max(FirstSize, 2 * (kept + length))];
        _bytes.AsSpan(_start, kept).CopyTo(target);
        _lineStart -= _start;
        (_bytes, _start, _end) = (target, 0, kept);
    }
}

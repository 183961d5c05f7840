namespace SignalK.Wasm;

/// <summary>
/// One thread for each engine that counts ticks of 10 ms while any call runs and sleeps otherwise. A thread of its own, because
/// guests that spin on every core must not keep a pool timer from running.
/// </summary>
sealed class CallTicker : IDisposable
{
    const long TickTicks = 10 * TimeSpan.TicksPerMillisecond;

    public static readonly TimeSpan Resolution = TimeSpan.FromTicks(TickTicks);

    const int IdleTicksBeforeSleep = 2;

    readonly TimeProvider _time;
    readonly Action? _onTick;
    readonly long _start;
    readonly Lock _sync = new();
    readonly AutoResetEvent _wake = new(false);
    readonly Thread _thread;
    CallGate[] _gates = [];
    volatile bool _asleep;
    volatile bool _disposed;

    /// <param name="time">The clock that deadlines are counted in.</param>
    /// <param name="onTick">Called after the gates, on each tick while a call runs.</param>
    public CallTicker(TimeProvider time, Action? onTick = null)
    {
        _time = time;
        _onTick = onTick;
        _start = time.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "wasm-ticker" };
        _thread.Start();
    }

    /// <summary>The clock in ticks.</summary>
    public long Now => _time.GetElapsedTime(_start).Ticks / TickTicks;

    public void Add(CallGate gate)
    {
        lock (_sync)
            Volatile.Write(ref _gates, [.. _gates, gate]);
    }

    public void Remove(CallGate gate)
    {
        lock (_sync)
            Volatile.Write(ref _gates, [.. _gates.Where(other => other != gate)]);
    }

    /// <summary>
    /// Called by a gate after it became occupied, so that either the ticker sees the gate before it sleeps or this sees it asleep.
    /// </summary>
    public void Wake()
    {
        if (!_asleep)
            return;
        _asleep = false;
        _wake.Set();
    }

    /// <summary>Ticks in a span, rounded up.</summary>
    public static long TicksOf(TimeSpan span) => (span.Ticks + TickTicks - 1) / TickTicks;

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _wake.Set();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
        _wake.Dispose();
    }

    void Run()
    {
        var idle = 0;
        while (!_disposed)
        {
            _wake.WaitOne(Resolution);
            idle = Tick(Now) ? 0 : idle + 1;
            if (idle < IdleTicksBeforeSleep)
                continue;
            _asleep = true;
            Interlocked.MemoryBarrier();
            if (!AnyOccupied() && !_disposed)
                _wake.WaitOne();
            _asleep = false;
            idle = 0;
        }
    }

    bool Tick(long now)
    {
        var busy = false;
        foreach (var gate in Volatile.Read(ref _gates))
        {
            if (!gate.Occupied)
                continue;
            busy = true;
            gate.Tick(now);
        }
        if (busy)
            _onTick?.Invoke();
        return busy;
    }

    bool AnyOccupied()
    {
        foreach (var gate in Volatile.Read(ref _gates))
        {
            if (gate.Occupied)
                return true;
        }
        return false;
    }
}

using System.Runtime.CompilerServices;

namespace SignalK.Wasm;

/// <summary>
/// The door of a store, shared by both engines: one caller at a time, nesting, deadline, interrupt, disposal. Passing in and
/// out costs two interlocked operations. Engines poll <see cref="Stopping"/>.
/// </summary>
sealed class CallGate : IDisposable
{
    const long Idle = 0, Running = 1, PastDeadline = 2, Interrupted = 3, Closed = 4, PhaseMask = 7, NextCall = 8;

    readonly CallTicker _ticker;
    readonly Lock _sync = new();
    readonly ManualResetEventSlim _left = new();
    CancellationTokenSource? _cancellation;

    // The number of the call and its phase in one word, so that neither ticker nor interrupter can hit the call after.
    long _state;
    long _allowedTicks = long.MaxValue;
    // Of the running call: waits that are open, and ticks that those before them took.
    int _waits;
    long _waitedTicks;
    long _waitingSince;
    // Of the ticker's thread.
    long _seenState, _seenAt;
    int _owner;
    int _depth;
    volatile bool _closing;

    public CallGate(CallTicker ticker)
    {
        _ticker = ticker;
        ticker.Add(this);
    }

    /// <summary>Calls open on the stack: 1 in the outermost.</summary>
    public int Depth => _depth;

    /// <summary>The running call is to end: past its deadline or interrupted.</summary>
    public bool Stopping => (Volatile.Read(ref _state) & PhaseMask) > Running;

    /// <summary>Why, as the call's trap; <see cref="WasmTrap.None"/> while it may run.</summary>
    public WasmTrap StopReason => (Volatile.Read(ref _state) & PhaseMask) switch
    {
        PastDeadline => WasmTrap.Deadline,
        Interrupted => WasmTrap.Interrupted,
        _ => WasmTrap.None,
    };

    /// <summary>Whether the current thread is in a call: it is then nested.</summary>
    public bool IsInside => _owner == Environment.CurrentManagedThreadId;

    internal bool Occupied => (Volatile.Read(ref _state) & PhaseMask) is Running or PastDeadline or Interrupted;

    /// <summary>True for the outermost call. False for a nested one, whose deadline is the outer one's.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public bool Enter(TimeSpan deadline)
    {
        var state = Volatile.Read(ref _state);
        var thread = Environment.CurrentManagedThreadId;
        if ((state & PhaseMask) != Idle || Interlocked.CompareExchange(ref _state, state + Running, state) != state)
        {
            if (_owner != thread)
                Refuse();
            _depth++;
            return false;
        }
        _owner = thread;
        _depth = 1;
        _ticker.Wake();
        if (deadline != Timeout.InfiniteTimeSpan)
            Volatile.Write(ref _allowedTicks, CallTicker.TicksOf(deadline));
        if (_closing)
        {
            Exit();
            Refuse();
        }
        return true;
    }

    public void Exit()
    {
        if (--_depth > 0)
            return;
        _owner = 0;
        Volatile.Write(ref _allowedTicks, long.MaxValue);
        Volatile.Write(ref _waitedTicks, 0);
        var state = _state;
        if ((state & PhaseMask) == Running
            && Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) + NextCall, state) == state)
        {
            if (_closing)
                _left.Set();
            return;
        }
        ExitStopped();
    }

    /// <summary>Ends the running call; false when none runs or it is ending already.</summary>
    public bool Interrupt()
    {
        var state = Volatile.Read(ref _state);
        return (state & PhaseMask) == Running && Stop(state, Interrupted);
    }

    /// <summary>The running call waits for something that is not the guest's: its time stands still until <see cref="EndWait"/>.</summary>
    public void BeginWait()
    {
        if (_waits == 0)
            _waitingSince = _ticker.Now;
        Volatile.Write(ref _waits, _waits + 1);
    }

    public void EndWait()
    {
        // The time first, then the clock: a tick between the two still sees the wait.
        if (_waits == 1)
            Volatile.Write(ref _waitedTicks, _waitedTicks + _ticker.Now - _waitingSince);
        Volatile.Write(ref _waits, _waits - 1);
    }

    /// <summary>The token of the running call, made on first use and kept for the calls after.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            lock (_sync)
            {
                _cancellation ??= new CancellationTokenSource();
                if (Stopping)
                    _cancellation.Cancel();
                return _cancellation.Token;
            }
        }
    }

    /// <summary>Whether disposal has begun or is done: nothing of the store may be touched from outside a call.</summary>
    public bool IsClosed => _closing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ThrowIfClosed()
    {
        if (_closing && _owner != Environment.CurrentManagedThreadId)
            Refuse();
    }

    /// <summary>Interrupts what runs, waits for its end and closes for good. A second dispose waits too.</summary>
    /// <returns>Through <see cref="IsClosed"/>; the caller frees the store's things after the first return.</returns>
    public void Dispose()
    {
        if (_owner == Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("a store cannot be disposed from inside one of its own calls");
        _closing = true;
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var phase = state & PhaseMask;
            if (phase == Closed)
                break;
            if (phase == Idle)
            {
                if (Interlocked.CompareExchange(ref _state, state + Closed, state) == state)
                    break;
                continue;
            }
            Interrupt();
            _left.Wait(CallTicker.Resolution);
        }
        _ticker.Remove(this);
    }

    /// <summary>
    /// By the ticker's thread only. A call's time counts from the first tick that sees it: a ticker that a busy machine kept
    /// waiting then ends calls late, never early.
    /// </summary>
    internal void Tick(long now)
    {
        var state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Running)
            return;
        if (state != _seenState)
            (_seenState, _seenAt) = (state, now);
        else if (Volatile.Read(ref _waits) == 0 && now - _seenAt - Volatile.Read(ref _waitedTicks) >= Volatile.Read(ref _allowedTicks))
            Stop(state, PastDeadline);
    }

    bool Stop(long state, long phase)
    {
        if (Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) + phase, state) != state)
            return false;
        lock (_sync)
        {
            // Leaving a stopped call takes this lock, so the token is still that call's.
            if (Volatile.Read(ref _state) == (state & ~PhaseMask) + phase)
                Cancel();
        }
        return true;
    }

    void Cancel()
    {
        try
        {
            _cancellation?.Cancel();
        }
        catch (AggregateException)
        {
            // A host function's own callback failed; it must not end the ticker or the interrupter.
        }
    }

    void ExitStopped()
    {
        lock (_sync)
        {
            _cancellation = null;
            Volatile.Write(ref _state, (_state & ~PhaseMask) + NextCall);
        }
        Interlocked.MemoryBarrier();
        if (_closing)
            _left.Set();
    }

    void Refuse()
    {
        ObjectDisposedException.ThrowIf(_closing, typeof(IWasmStore));
        throw new InvalidOperationException("the store is in use by another thread: one caller at a time");
    }
}

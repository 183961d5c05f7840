using SignalK.Core;

namespace SignalK.Server.Streams;

/// <summary>
/// Writes to all clients from one thread: a wake-up by the hub, a round over the sessions, and what queued up meanwhile goes
/// out in one write each. With many clients it rests between rounds, so that a write carries several messages: a system call
/// costs more than the message in it.
/// </summary>
internal sealed class StreamPump : IDisposable
{
    // Up to here every message is sent at once.
    private const int FewSessions = 8;

    // 100 clients: 4 ms, far below what an eye or an autopilot notices, and four messages to a write at 1000 deltas/s.
    private const double RestPerSessionMs = 0.04;
    private const int MinRestMs = 2;
    private const int MaxRestMs = 8;

    private readonly AutoResetEvent _work = new(false);
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private StreamSession[] _sessions = [];
    private int _asleep;
    private long _rounds;
    private volatile bool _stopped;

    public StreamPump()
    {
        // One delegate for all, so that the hub wakes the pump once.
        Wake = WakeUp;
        _thread = new Thread(Run) { IsBackground = true, Name = "stream pump" };
        _thread.Start();
    }

    public Action Wake { get; }

    /// <summary>Rounds made: moves on after every wake-up, or the pump hangs.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    public ReadOnlySpan<StreamSession> Sessions => Volatile.Read(ref _sessions);

    public void Add(StreamSession session)
    {
        lock (_gate)
        {
            Volatile.Write(ref _sessions, [.. _sessions, session]);
        }

        WakeUp();
    }

    public void Remove(StreamSession session)
    {
        lock (_gate)
        {
            Volatile.Write(ref _sessions, [.. _sessions.Where(s => !ReferenceEquals(s, session))]);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _work.Set();
        _thread.Join(TimeSpan.FromSeconds(1));
        _work.Dispose();
    }

    private void WakeUp()
    {
        // The event is a system call: only for a pump that sleeps.
        if (Interlocked.Exchange(ref _asleep, 0) == 1 && !_stopped)
        {
            _work.Set();
        }
    }

    private void Run()
    {
        while (!_stopped)
        {
            Volatile.Write(ref _asleep, 1);
            Interlocked.MemoryBarrier();
            if (!Round())
            {
                _work.WaitOne();
            }

            Volatile.Write(ref _asleep, 0);
            Rest();
        }
    }

    private bool Round()
    {
        var any = false;
        foreach (var session in Sessions)
        {
            any |= session.Pump();
        }

        Volatile.Write(ref _rounds, _rounds + 1);
        return any;
    }

    private void Rest()
    {
        var count = Sessions.Length;
        if (count > FewSessions)
        {
            Thread.Sleep(Math.Clamp((int)(count * RestPerSessionMs), MinRestMs, MaxRestMs));
        }
    }
}

namespace SignalK.Plugins.Running;

/// <summary>The timers of one plugin. They only knock; what is due is looked up on the plugin's thread.</summary>
internal sealed class Timers : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _poll;
    private readonly ITimer _wake;
    private readonly ITimer _restart;
    private int _pollIsDue;
    private int _restartIsDue;
    private long _restartAt;

    public Timers(TimeProvider time, Action knock)
    {
        _time = time;
        _poll = Make(() =>
        {
            Volatile.Write(ref _pollIsDue, 1);
            knock();
        });
        _wake = Make(knock);
        _restart = Make(() =>
        {
            // A timer that was stopped may still fire once.
            if (Volatile.Read(ref _restartAt) is not 0 and var at && time.GetTimestamp() >= at)
            {
                Volatile.Write(ref _restartIsDue, 1);
                knock();
            }
        });
    }

    /// <summary>Until the next start after a crash; null when none is planned.</summary>
    public TimeSpan? RestartIn => Volatile.Read(ref _restartAt) is not 0 and var at
        ? TimeSpan.FromTicks(Math.Max(0, _time.GetElapsedTime(_time.GetTimestamp(), at).Ticks))
        : null;

    public void StartPolling(TimeSpan period)
    {
        Volatile.Write(ref _pollIsDue, 0);
        _poll.Change(period, period);
    }

    public void StopPolling() => _poll.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>True once for each tick; ticks that nobody took are one.</summary>
    public bool PollIsDue() => Interlocked.Exchange(ref _pollIsDue, 0) != 0;

    public void WakeAfter(TimeSpan delay) => _wake.Change(delay, Timeout.InfiniteTimeSpan);

    public void RestartAfter(TimeSpan delay)
    {
        Volatile.Write(ref _restartIsDue, 0);
        Volatile.Write(ref _restartAt, _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency));
        _restart.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void CancelRestart()
    {
        Volatile.Write(ref _restartAt, 0);
        Volatile.Write(ref _restartIsDue, 0);
        _restart.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool RestartIsDue() => Interlocked.Exchange(ref _restartIsDue, 0) != 0;

    public void Dispose()
    {
        _poll.Dispose();
        _wake.Dispose();
        _restart.Dispose();
    }

    private ITimer Make(Action action) =>
        _time.CreateTimer(static a => ((Action)a!)(), action, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}

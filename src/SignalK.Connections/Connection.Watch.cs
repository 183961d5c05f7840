using SignalK.Connections.Supervision;

namespace SignalK.Connections;

public abstract partial class Connection
{
    private static readonly TimeSpan s_longestPatience = TimeSpan.FromMinutes(10);

    private readonly SourceAlarm _alarm;
    private string? _closeReason;
    private long _openedAt;
    private long _bytesAtOpen;
    private TimeSpan _reopenAfter;

    /// <summary>False when silence means nothing: a recording pauses, a client that closed has left.</summary>
    internal virtual bool WatchesLiveness => true;

    /// <summary>Once a second: the rate, and whether the source still talks.</summary>
    internal virtual void Tick()
    {
        _rate.Sample(Counters.Sentences);
        if (!WatchesLiveness)
        {
            _alarm.Clear("has left");
            return;
        }

        if (_alarm.IsRaised && !Liveness.IsQuiet)
        {
            _reopenAfter = default;
            _alarm.Clear("talks again");
            LogTalksAgain(Log, Options.Id);
        }
        else if (!_alarm.IsRaised && Liveness is { IsQuiet: true, Age: { } age })
        {
            _reopenAfter = Liveness.Patience!.Value;
            _alarm.Raise(age);
            LogQuiet(Log, Options.Id, age.TotalSeconds);
            ReopenIfItHelps(age);
        }
        else if (_alarm.IsRaised && Time.GetElapsedTime(Volatile.Read(ref _openedAt)) > _reopenAfter)
        {
            // Still nothing after opening again: at longer and longer intervals.
            _reopenAfter = _reopenAfter * 2 < s_longestPatience ? _reopenAfter * 2 : s_longestPatience;
            ReopenIfItHelps(Liveness.Age ?? default);
        }
        else if (IdleTimeout > TimeSpan.Zero && Counters.Bytes == _bytesAtOpen && Time.GetElapsedTime(Volatile.Read(ref _openedAt)) > IdleTimeout)
        {
            Close($"nothing received for {IdleTimeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Ends the session, to be opened again.</summary>
    private protected void Close(string reason)
    {
        Volatile.Write(ref _closeReason, reason);
        try
        {
            Volatile.Read(ref _session)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    private void ReopenIfItHelps(TimeSpan age)
    {
        if (ReopensWhenQuiet && _state == ConnectionState.Running)
        {
            Close($"silent for {age.TotalSeconds:0} s");
        }
    }

    private void MarkOpened()
    {
        Volatile.Write(ref _bytesAtOpen, Counters.Bytes);
        Volatile.Write(ref _openedAt, Time.GetTimestamp());
    }
}

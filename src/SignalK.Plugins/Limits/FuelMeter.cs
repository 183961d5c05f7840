namespace SignalK.Plugins.Limits;

/// <summary>
/// Fuel over the last minute, in steps of a second: what a plugin may burn in any minute, whenever that begins. Allocates nothing;
/// thread-safe.
/// </summary>
/// <param name="perMinute">The most of a minute.</param>
/// <param name="time">The clock.</param>
public sealed class FuelMeter(ulong perMinute, TimeProvider time)
{
    const int Seconds = 60;

    readonly Lock _gate = new();
    readonly ulong[] _bySecond = new ulong[Seconds];
    readonly long _start = time.GetTimestamp();
    long _second;
    ulong _lastMinute;
    ulong _total;

    public ulong PerMinute { get; } = perMinute;

    /// <summary>Since it was made.</summary>
    public ulong Total
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    public ulong LastMinute
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _lastMinute;
            }
        }
    }

    /// <summary>What may still be burned now.</summary>
    public ulong Left => LastMinute is var burned && burned < PerMinute ? PerMinute - burned : 0;

    /// <summary>Of a call that ended. A call is never cut by this meter, so one may carry the sum beyond the most.</summary>
    public void Burn(ulong fuel)
    {
        lock (_gate)
        {
            Forget();
            _bySecond[_second % Seconds] += fuel;
            _lastMinute += fuel;
            _total += fuel;
        }
    }

    /// <summary>Until there is fuel again; zero when there is some.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                Forget();
                var left = _lastMinute;
                var seconds = 0;
                while (left >= PerMinute && seconds < Seconds)
                    left -= _bySecond[(_second + ++seconds) % Seconds];
                return seconds == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(_second + seconds) - time.GetElapsedTime(_start);
            }
        }
    }

    // The slot of this second is the one of a minute ago: emptied on the way here.
    void Forget()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var steps = Math.Min(now - _second, Seconds); steps > 0; steps--)
        {
            ref var oldest = ref _bySecond[(now - steps + 1) % Seconds];
            _lastMinute -= oldest;
            oldest = 0;
        }
        _second = Math.Max(_second, now);
    }
}

namespace SignalK.Connections.Supervision;

/// <summary>Events a second, smoothed over some seconds; sampled by a timer from a running total.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(5);
    private long _total;
    private long _at = time.GetTimestamp();
    private double _rate;

    public double Rate => Volatile.Read(ref _rate);

    public void Sample(long total)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_at, now).TotalSeconds;
        if (elapsed <= 0)
        {
            return;
        }

        var weight = 1 - Math.Exp(-elapsed / s_memory.TotalSeconds);
        var rate = _rate + ((((total - _total) / elapsed) - _rate) * weight);
        Volatile.Write(ref _rate, rate < 0.001 ? 0 : rate);
        _total = total;
        _at = now;
    }
}

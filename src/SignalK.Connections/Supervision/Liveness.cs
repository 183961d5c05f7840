namespace SignalK.Connections.Supervision;

/// <summary>
/// Learns how long a source usually pauses, and says when it has been silent far longer. Fed once for each block of input that
/// held a sentence; read by a timer.
/// </summary>
internal sealed class Liveness
{
    // A few hertz is usual; below this a pause means nothing (a bridge restarting, a busy Wi-Fi).
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_apprenticeship = TimeSpan.FromSeconds(20);
    private const int FewestFrames = 10;

    private readonly TimeProvider _time;
    private long _first;
    private long _last;
    private long _frames;
    private double _pause;

    public Liveness(TimeProvider time) => _time = time;

    /// <summary>Since the last sentence; null before the first.</summary>
    public TimeSpan? Age => Volatile.Read(ref _frames) == 0 ? null : _time.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>Silence longer than this is unusual; null while too little is known.</summary>
    public TimeSpan? Patience
    {
        get
        {
            if (Volatile.Read(ref _frames) < FewestFrames || _time.GetElapsedTime(_first, Volatile.Read(ref _last)) < s_apprenticeship)
            {
                return null;
            }

            var patience = TimeSpan.FromSeconds(8 * Volatile.Read(ref _pause));
            return patience < s_shortest ? s_shortest : patience > s_longest ? s_longest : patience;
        }
    }

    public bool IsQuiet => Age > Patience;

    public void Touch()
    {
        var now = _time.GetTimestamp();
        if (_frames == 0)
        {
            _first = now;
        }
        else
        {
            Learn(_time.GetElapsedTime(_last, now).TotalSeconds);
        }

        Volatile.Write(ref _last, now);
        Volatile.Write(ref _frames, _frames + 1);
    }

    // A peak that sinks slowly: blocks come in bursts, and it is the pause between the bursts that counts. One long outage
    // must not teach that outages are usual, so a pause counts for at most four times what was known.
    private void Learn(double pause)
    {
        var known = _pause;
        var counted = known > 0 && _frames >= FewestFrames ? Math.Min(pause, Math.Max(4 * known, 1)) : pause;
        Volatile.Write(ref _pause, counted > known ? known + ((counted - known) * (known == 0 ? 1 : 0.25)) : known - ((known - counted) / 256));
    }
}

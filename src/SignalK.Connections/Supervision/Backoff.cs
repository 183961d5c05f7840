namespace SignalK.Connections.Supervision;

/// <summary>Pauses that double from a first to a longest one, each shortened by chance: many that lost one peer don't come back at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private TimeSpan? _next;

    /// <summary>Between half of the current pause and all of it.</summary>
    public TimeSpan Next()
    {
        var pause = _next ?? first;
        _next = pause * 2 < longest ? pause * 2 : longest;
        return pause * (0.5 + (0.5 * random.NextDouble()));
    }

    public void Reset() => _next = null;
}

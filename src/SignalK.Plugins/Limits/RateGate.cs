namespace SignalK.Plugins.Limits;

/// <summary>
/// Lets so many pass in a second, with room for a burst after a pause: a token bucket, kept as the one moment at which it will be
/// full again, so that a clock read and an exchange are all it costs. Allocates nothing; thread-safe.
/// </summary>
/// <param name="perSecond">On average; 0: none ever.</param>
/// <param name="burst">At once after a pause; at least 1.</param>
/// <param name="time">The clock.</param>
public sealed class RateGate(int perSecond, int burst, TimeProvider time)
{
    readonly double _ticksEach = perSecond > 0 ? (double)time.TimestampFrequency / perSecond : 0;
    long _fullAt = time.GetTimestamp();
    long _refused;

    /// <summary>The burst is what passes in a second.</summary>
    public RateGate(int perSecond, TimeProvider time)
        : this(perSecond, perSecond, time)
    {
    }

    /// <summary>How many did not pass.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>All of them or none.</summary>
    public bool TryPass(int count = 1)
    {
        var room = (long)(_ticksEach * Math.Max(burst, 1));
        var taken = (long)(_ticksEach * count);
        var fullAt = Volatile.Read(ref _fullAt);
        while (perSecond > 0)
        {
            var now = time.GetTimestamp();
            var next = Math.Max(fullAt, now) + taken;
            if (next - now > room)
                break;
            var seen = Interlocked.CompareExchange(ref _fullAt, next, fullAt);
            if (seen == fullAt)
                return true;
            fullAt = seen;
        }
        Interlocked.Add(ref _refused, count);
        return false;
    }
}

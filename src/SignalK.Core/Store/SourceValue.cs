using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>What one source last said at one path, as read by <see cref="SourceValue.Read"/>.</summary>
public readonly record struct ValueSnapshot(SkValue Value, DateTime Timestamp, Source Source, long Sequence);

/// <summary>
/// The newest value of one source at one path. One writer (the ingest), any number of readers without a lock: a version that
/// is odd while being written makes a reader look again (seqlock).
/// </summary>
public sealed class SourceValue(SourceRef reference)
{
    private int _version;
    private SkValue _value;
    private DateTime _timestamp;
    private Source? _source;
    private long _sequence;

    public SourceRef Ref => reference;

    /// <summary>False once it went stale: kept for the record, out of the selection.</summary>
    public bool IsLive { get; internal set; }

    /// <summary>Values received in all.</summary>
    public long Received { get; private set; }

    /// <summary>Values that a better source kept from being delivered.</summary>
    public long Suppressed { get; internal set; }

    /// <summary>Monotonic time of the last receipt, in <see cref="TimeProvider.GetTimestamp"/> ticks.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>Since when it has come without a gap longer than three of its intervals.</summary>
    internal long SteadySince { get; private set; }

    /// <summary>The longest recent gap between two values, slowly forgotten: the learned rate.</summary>
    internal long Interval { get; private set; }

    internal long Sequence => Volatile.Read(ref _sequence);

    public ValueSnapshot Read()
    {
        var spin = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref _version);
            var snapshot = new ValueSnapshot(_value, _timestamp, _source!, _sequence);
            Interlocked.MemoryBarrier();
            if ((before & 1) == 0 && before == _version)
            {
                return snapshot;
            }

            spin.SpinOnce();
        }
    }

    internal void Write(in SkValue value, DateTime timestamp, Source source, long sequence, long now)
    {
        Learn(now);
        Set(in value, timestamp, source, sequence);
        IsLive = !value.IsNull;
    }

    /// <summary>The source fell silent: null from now on, without counting as a receipt.</summary>
    internal void Expire(DateTime timestamp, long sequence)
    {
        Set(SkValue.Null, timestamp, _source!, sequence);
        IsLive = false;
    }

    private void Set(in SkValue value, DateTime timestamp, Source source, long sequence)
    {
        _version++;
        Interlocked.MemoryBarrier();
        _value = value;
        _timestamp = timestamp;
        _source = source;
        _sequence = sequence;
        Volatile.Write(ref _version, _version + 1);
    }

    private void Learn(long now)
    {
        if (Received++ == 0)
        {
            SteadySince = ReceivedAt = now;
            return;
        }

        var gap = now - ReceivedAt;
        if (Interval > 0 && gap > 3 * Interval)
        {
            SteadySince = now;
        }

        Interval = Math.Max(gap, Interval - ((Interval - gap) >> 4));
        ReceivedAt = now;
    }
}

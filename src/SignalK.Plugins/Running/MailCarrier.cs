using System.Collections.Immutable;

namespace SignalK.Plugins.Running;

/// <summary>
/// Tells plugins that deltas wait. One bell for all mailboxes, rung at most once in a while: waking fifty threads for each of a
/// thousand sentences a second would cost more than all that they do.
/// </summary>
internal sealed class MailCarrier : IDisposable
{
    /// <summary>How long a delta may wait for the next round; the values of a boat change slower.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMilliseconds(5);

    private readonly ITimer? _timer;
    private readonly TimeSpan _round;
    private ImmutableArray<Action> _doors = [];
    private int _isDue;

    /// <param name="time">The clock.</param>
    /// <param name="round">Zero: at once, on the thread that ingested.</param>
    public MailCarrier(TimeProvider time, TimeSpan round)
    {
        _round = round;
        Ring = round > TimeSpan.Zero ? RingLater : Deliver;
        _timer = round > TimeSpan.Zero
            ? time.CreateTimer(static carrier => ((MailCarrier)carrier!).Deliver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
            : null;
    }

    /// <summary>For all mailboxes the same delegate, so that the hub calls it once for a delta.</summary>
    public Action Ring { get; }

    /// <param name="knock">Called when there may be deltas; must only signal.</param>
    public void Add(Action knock) => ImmutableInterlocked.Update(ref _doors, static (doors, added) => doors.Add(added), knock);

    public void Remove(Action knock) => ImmutableInterlocked.Update(ref _doors, static (doors, gone) => doors.Remove(gone), knock);

    public void Dispose() => _timer?.Dispose();

    private void RingLater()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _timer!.Change(_round, Timeout.InfiniteTimeSpan);
        }
    }

    private void Deliver()
    {
        Volatile.Write(ref _isDue, 0);
        Interlocked.MemoryBarrier();
        foreach (var knock in _doors)
        {
            knock();
        }
    }
}

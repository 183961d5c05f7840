namespace SignalK.Core.Fanout;

internal sealed partial class Feed
{
    // No client needs a finer clock; each tick looks at every path of the feed.
    private static readonly TimeSpan s_finest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_coarsest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TimeSpan, long> _fixedDue = [];
    private ITimer? _timer;

    public void Close() => _timer?.Dispose();

    private void StartTimer()
    {
        var timed = Shape.Rules.Where(r => !r.IsImmediate).ToList();
        if (timed.Count == 0)
        {
            return;
        }

        var shortest = timed.Min(r => r.MinPeriod > TimeSpan.Zero && (r.Period == default || r.MinPeriod < r.Period) ? r.MinPeriod : r.Period);
        var tick = TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / 4, s_finest.Ticks, s_coarsest.Ticks));
        foreach (var rule in timed.Where(r => r.Policy == FeedPolicy.Fixed))
        {
            _fixedDue[rule.Period] = _hub.Now + _hub.Ticks(rule.Period);
        }

        _timer = _hub.Time.CreateTimer(static feed => ((Feed)feed!).OnTick(), this, tick, tick);
    }

    private void OnTick() => _hub.WithGate(this, static feed => feed.FlushDue());

    private void FlushDue()
    {
        if (_readers.Count == 0)
        {
            return;
        }

        var now = _hub.Now;
        var dueNow = new HashSet<TimeSpan>();
        foreach (var (period, due) in _fixedDue)
        {
            if (now >= due)
            {
                dueNow.Add(period);
                var step = _hub.Ticks(period);
                _fixedDue[period] = due + (step * (1 + ((now - due) / step)));
            }
        }

        foreach (var group in _entries.Where(e => IsDue(e.Value, now, dueNow)).GroupBy(e => e.Key.Context).ToList())
        {
            var message = _hub.BeginSnapshot(group.Key);
            foreach (var (entry, state) in group)
            {
                // Of what changed only what is new; what did not is said again.
                var since = state!.IsDirty ? state.SentUpTo : -1;
                state.IsDirty = false;
                state.SentAt = now;
                state.SentUpTo = _hub.Sequence;
                if (state.Rule.Context.IsInRange(group.Key, _hub.Store.Self))
                {
                    message.Add(entry, Shape.AllSources, since, until: long.MaxValue);
                }
            }

            var json = message.End();
            if (!json.IsEmpty)
            {
                Append(json);
            }
        }
    }

    private bool IsDue(EntryState? state, long now, HashSet<TimeSpan> dueNow)
    {
        if (state is null || state.Rule.IsImmediate)
        {
            return false;
        }

        return state.Rule.Policy switch
        {
            FeedPolicy.Fixed => state.IsDirty && dueNow.Contains(state.Rule.Period),
            FeedPolicy.Ideal when state.Rule.Period > TimeSpan.Zero && now - state.SentAt >= _hub.Ticks(state.Rule.Period) => true,
            _ => state.IsDirty && now - state.SentAt >= state.MinPeriod,
        };
    }
}

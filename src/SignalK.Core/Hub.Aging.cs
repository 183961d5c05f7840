using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Core;

public sealed partial class Hub
{
    private static readonly TimeSpan s_agingPeriod = TimeSpan.FromSeconds(1);

    // A rate is learned once it was seen that often; before that nothing is known, and nothing expires.
    private const int LearnedAfter = 5;

    // Silence of so many times the longest recent gap is silence.
    private const int SilentGaps = 5;

    private readonly ITimer _aging;

    /// <summary>
    /// Metadata of the specification for a path, or null: set once by the composition, before the first delta.
    /// </summary>
    public Func<SkPath, SkObject?>? DefaultMeta { get; set; }

    /// <summary>Own values that went stale and became null.</summary>
    public long Expired { get; private set; }

    /// <summary>Contexts forgotten because of their age.</summary>
    public long AgedOut { get; private set; }

    private void Age()
    {
        WithGate(this, static hub => hub.AgeContexts());
        if (Options.ExpireValues)
        {
            WithGate(this, static hub => hub.ExpireOwnValues());
        }
    }

    private void AgeContexts()
    {
        var oldest = Now - Ticks(Options.MaxContextAge);
        foreach (var context in Store.Contexts)
        {
            if (!ReferenceEquals(context, Store.Self) && context.UpdatedAt < oldest)
            {
                Store.Remove(context);
                ForgetInFeeds(context);
                AgedOut++;
            }
        }
    }

    private void ExpireOwnValues()
    {
        foreach (var entry in Store.Self.Entries)
        {
            foreach (var source in entry.Sources)
            {
                if (source.IsLive && TimeoutOf(entry, source) is { } timeout && Now - source.ReceivedAt > timeout)
                {
                    Expire(entry, source);
                }
            }
        }
    }

    // Events, settings and texts say nothing about whether their source lives; a boat's name does not expire.
    private long? TimeoutOf(PathEntry entry, SourceValue source)
    {
        if (entry.Meta?.Get("timeout") is { IsNumber: true } seconds && seconds.Number > 0)
        {
            return Ticks(TimeSpan.FromSeconds(seconds.Number));
        }

        var path = entry.Path.Name;
        if (source.Received < LearnedAfter || path.Length == 0
            || path.StartsWith("notifications.", StringComparison.Ordinal) || path.StartsWith("design.", StringComparison.Ordinal))
        {
            return null;
        }

        return Math.Max(Ticks(Options.MinValueTimeout), SilentGaps * source.Interval);
    }

    private void Expire(PathEntry entry, SourceValue source)
    {
        Expired++;
        Sequence++;
        var old = source.Read();
        source.Expire(UtcNow(), Sequence);
        var wasSelected = ReferenceEquals(entry.Selected, source);
        if (wasSelected && NextBest(entry) is { } next)
        {
            // Another source still lives: it is shown, and the null reaches only those who watch every source.
            entry.Select(next);
            entry.TakeoverAt = Now;
            var shown = next.Read();
            Republish(entry, shown.Source, shown.Timestamp, shown.Value, isPreferred: true);
            wasSelected = false;
        }

        Republish(entry, old.Source, UtcNow(), SkValue.Null, wasSelected);
    }

    private SourceValue? NextBest(PathEntry entry)
    {
        SourceValue? best = null;
        foreach (var source in entry.Sources)
        {
            if (source.IsLive && (best is null || Rank(entry, source) < Rank(entry, best)))
            {
                best = source;
            }
        }

        return best;
    }

    private static int Rank(PathEntry entry, SourceValue source) => entry.Ranking.Priority?.Rank(source.Ref) ?? 0;

    private void Republish(PathEntry entry, Source source, DateTime timestamp, in SkValue value, bool isPreferred)
    {
        _message.Reset(entry.Context);
        _message.BeginUpdate(source, timestamp);
        _message.Add(entry, in value, isPreferred);
        Publish(_agingIngress);
    }
}

using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

internal sealed partial class Feed
{
    private readonly Dictionary<ContextNode, bool> _contexts = new(ReferenceEqualityComparer.Instance);

    private bool MatchesContext(ContextNode context)
    {
        if (!_contexts.TryGetValue(context, out var matches))
        {
            matches = Shape.Rules.Any(r => r.Context.MatchesName(context, _hub.Store.Self));
            _contexts.Add(context, matches);
        }

        return matches;
    }

    private EntryState? StateOf(PathEntry entry)
    {
        if (!_entries.TryGetValue(entry, out var state))
        {
            state = Shape.RuleFor(entry.Context, _hub.Store.Self, entry.Path.Name) is { } rule ? new EntryState(rule, _hub.Ticks(rule.MinPeriod)) : null;
            _entries.Add(entry, state);
        }

        return state;
    }

    /// <summary>What this feed remembers of one path of one context.</summary>
    private sealed class EntryState(FeedRule rule, long minPeriod)
    {
        public FeedRule Rule => rule;

        public long MinPeriod => minPeriod;

        /// <summary>Monotonic time of the last sending; long ago at first, so that the first value goes out.</summary>
        public long SentAt { get; set; } = long.MinValue / 2;

        /// <summary>What every source had said up to here has been sent.</summary>
        public long SentUpTo { get; set; } = -1;

        /// <summary>Came and waits for its time.</summary>
        public bool IsDirty { get; set; }

        public bool MetaSent { get; set; }
    }
}

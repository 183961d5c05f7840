using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

/// <summary>
/// All subscribers of one shape: their log, and what has to be remembered of each path for them. Lives while it has readers;
/// touched under the hub's gate only.
/// </summary>
internal sealed partial class Feed
{
    private readonly Dictionary<PathEntry, EntryState?> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly List<FeedReader> _readers = [];
    private Action[] _wakes = [];
    private readonly Hub _hub;

    public Feed(Hub hub, FeedShape shape)
    {
        _hub = hub;
        Shape = shape;
        Log = new FeedLog(shape.Framing);
        TakesEverything = shape is { Paths: null, Rules: [{ IsImmediate: true, Path.Text: "*", Context.Radius: null }] };
        StartTimer();
    }

    public FeedShape Shape { get; }

    public FeedLog Log { get; }

    public int ReaderCount => _readers.Count;

    /// <summary>Every path at once: whole deltas go out as they are, for the contexts that match.</summary>
    private bool TakesEverything { get; }

    public void Add(FeedReader reader)
    {
        _readers.Add(reader);
        _wakes = [.. _readers.Select(r => r.Wake).Distinct()];
    }

    public void Remove(FeedReader reader)
    {
        _readers.Remove(reader);
        _wakes = [.. _readers.Select(r => r.Wake).Distinct()];
    }

    /// <summary>Sends what matches of a delta that the store has just taken.</summary>
    public void Offer(IngestMessage message)
    {
        if (!MatchesContext(message.Context))
        {
            return;
        }

        if (TakesEverything)
        {
            if (Shape.SendMeta)
            {
                AnnounceMeta(message);
            }

            // The same bytes for every feed that takes everything: serialised once.
            var json = Shape.AllSources ? message.WholeJson : message.PreferredJson;
            if (!json.IsEmpty)
            {
                Append(json);
            }

            return;
        }

        Filter(message);
    }

    /// <summary>Nothing of a context that is gone needs remembering.</summary>
    public void Forget(ContextNode context)
    {
        foreach (var entry in _entries.Keys.Where(e => ReferenceEquals(e.Context, context)).ToList())
        {
            _entries.Remove(entry);
        }

        _announced.RemoveWhere(e => ReferenceEquals(e.Context, context));
        _contexts.Remove(context);
    }

    private void Filter(IngestMessage message)
    {
        var now = _hub.Now;
        var writer = message.Begin();
        foreach (var update in message.Updates)
        {
            foreach (ref readonly var value in message.ValuesOf(update))
            {
                if (!(value.IsPreferred || Shape.AllSources) || StateOf(value.Entry) is not { } state)
                {
                    continue;
                }

                if (Shape.SendMeta && !state.MetaSent)
                {
                    state.MetaSent = true;
                    AppendMeta(value.Entry);
                }

                if (state.Rule.Context.Radius is not null && !state.Rule.Context.IsInRange(message.Context, _hub.Store.Self))
                {
                    continue;
                }

                // Behind what waits already it waits too: another source's value would be taken for sent.
                if (state.Rule.IsImmediate || (state.Rule.Policy != FeedPolicy.Fixed && !state.IsDirty && now - state.SentAt >= state.MinPeriod))
                {
                    state.SentAt = now;
                    state.SentUpTo = _hub.Sequence;
                    state.IsDirty = false;
                    writer.Value(update, in value);
                }
                else
                {
                    state.IsDirty = true;
                }
            }

            if (Shape.SendMeta)
            {
                writer.Metas(update, message.MetasOf(update), m => StateOf(m) is not null);
            }
        }

        var json = writer.End();
        if (!json.IsEmpty)
        {
            Append(json);
        }
    }

    private void Append(ReadOnlySpan<byte> json)
    {
        if (Log.Append(json, _hub.Sequence))
        {
            foreach (var reader in _readers)
            {
                if (reader.Lag > reader.MaxLag)
                {
                    reader.Overrun();
                }
            }
        }

        foreach (var wake in _wakes)
        {
            _hub.MustWake(wake);
        }
    }
}

using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Core.Store;

namespace SignalK.Core;

public sealed partial class Hub
{
    private static readonly SkPath s_position = SkPath.Of("navigation.position");

    private readonly IngestMessage _message = new();
    private IDeltaTap[] _taps = [];
    private PriorityTable _priorities;

    /// <summary>
    /// Takes a delta: stamps what is missing, ranks its sources, keeps its values and sends them on. The delta belongs to the
    /// caller again at return.
    /// </summary>
    /// <returns>False when nothing of it could be taken; the ingress counts why.</returns>
    public bool Ingest(Ingress ingress, Delta delta)
    {
        if (!ingress.Principal.May(Access.Write))
        {
            ingress.Refuse(delta.Count);
            return false;
        }

        bool taken;
        lock (_gate)
        {
            taken = Apply(ingress, delta);
        }

        WakeReaders();
        return taken;
    }

    /// <summary>Swaps the ranking of sources; in force from the next value.</summary>
    public void SetPriorities(PriorityTable priorities)
    {
        lock (_gate)
        {
            _priorities = priorities;
        }
    }

    public void AddTap(IDeltaTap tap)
    {
        lock (_gate)
        {
            _taps = [.. _taps, tap];
        }
    }

    public void RemoveTap(IDeltaTap tap)
    {
        lock (_gate)
        {
            _taps = [.. _taps.Where(t => !ReferenceEquals(t, tap))];
        }
    }

    private bool Apply(Ingress ingress, Delta delta)
    {
        var context = Store.GetOrAdd(delta.Context, out var evicted);
        if (evicted is not null)
        {
            ForgetInFeeds(evicted);
        }

        if (context is null)
        {
            ingress.Refuse(delta.Count);
            return false;
        }

        Now = Time.GetTimestamp();
        Sequence++;
        context.UpdatedAt = Now;
        var utcNow = default(DateTime);
        _message.Reset(context);
        var values = 0;
        for (var i = 0; i < delta.Count; i++)
        {
            var update = delta[i];
            var source = update.Source ?? ingress.DefaultSource;
            var timestamp = update.Timestamp;
            if (timestamp == default)
            {
                timestamp = utcNow == default ? utcNow = UtcNow() : utcNow;
            }

            _message.BeginUpdate(source, timestamp);
            Store.Saw(source, timestamp);
            foreach (ref readonly var value in update.Values)
            {
                ApplyValue(ingress, context, source, timestamp, in value);
            }

            foreach (ref readonly var meta in update.Metas)
            {
                ApplyMeta(ingress, context, in meta);
            }

            values += update.Values.Length;
        }

        ingress.Count(values);
        if (_message.IsEmpty)
        {
            return false;
        }

        Publish(ingress);
        return true;
    }

    private void ApplyValue(Ingress ingress, ContextNode context, Source source, DateTime timestamp, in PathValue value)
    {
        if (ReferenceEquals(value.Path, SkPath.Root) && (value.Value.Object is not { } root || !SkMembers.IsObject(root)))
        {
            ingress.Refuse(1);
            return;
        }

        if (context.GetOrAdd(value.Path, out var added) is not { } entry)
        {
            ingress.Refuse(1);
            return;
        }

        if (ReferenceEquals(value.Path, SkPath.Root))
        {
            context.MergeRoot(value.Value.Object!);
        }

        var slot = entry.For(source.Ref);
        slot.Write(value.Value, timestamp, source, Sequence, Now);
        var preferred = Select(entry, slot);
        // Behind the value: what has metadata is there for those who read meanwhile.
        if (added)
        {
            Added(entry);
        }

        if (!preferred)
        {
            slot.Suppressed++;
            Suppressed++;
        }
        else if (ReferenceEquals(value.Path, s_position))
        {
            context.Position = value.Value.Object as SkPosition;
        }

        _message.Add(entry, value.Value, preferred);
    }

    private bool Select(PathEntry entry, SourceValue slot)
    {
        if (!ReferenceEquals(entry.Ranking.Table, _priorities))
        {
            entry.Ranking = (_priorities, _priorities.Find(entry.Path));
        }

        if (entry.Ranking.Priority is { } priority)
        {
            return priority.Accept(entry, slot, Now);
        }

        entry.Select(slot);
        return true;
    }

    private void ApplyMeta(Ingress ingress, ContextNode context, in PathMeta meta)
    {
        if (context.GetOrAdd(meta.Path, out var added) is not { } entry)
        {
            ingress.Refuse(1);
            return;
        }

        if (added)
        {
            Added(entry);
        }

        entry.SetMeta(SkMembers.Merge(entry.Meta, meta.Meta));
        _message.AddMeta(entry, meta.Meta);
    }

    private void Added(PathEntry entry) => entry.SetMeta(DefaultMeta?.Invoke(entry.Path));

    private void Publish(Ingress ingress)
    {
        foreach (var feed in _feedList)
        {
            feed.Offer(_message);
        }

        foreach (var tap in _taps)
        {
            tap.OnDelta(ingress, _message.Context, _message);
        }
    }

    // Milliseconds are all that the wire shows; finer digits would only make longer text.
    private DateTime UtcNow()
    {
        var now = Time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}

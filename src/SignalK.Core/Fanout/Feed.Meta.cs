using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

internal sealed partial class Feed
{
    private readonly HashSet<PathEntry> _announced = new(ReferenceEqualityComparer.Instance);

    /// <summary>A reader that joins gets the metadata of what is there with its cached values; only what comes later is announced.</summary>
    public void MarkAnnounced(PathEntry entry)
    {
        if (TakesEverything)
        {
            _announced.Add(entry);
        }
        else if (StateOf(entry) is { } state)
        {
            state.MetaSent = true;
        }
    }

    private void AnnounceMeta(IngestMessage message)
    {
        foreach (var update in message.Updates)
        {
            foreach (ref readonly var value in message.ValuesOf(update))
            {
                if (_announced.Add(value.Entry))
                {
                    AppendMeta(value.Entry);
                }
            }
        }
    }

    private void AppendMeta(PathEntry entry)
    {
        if (entry.Meta is { } meta)
        {
            var message = _hub.BeginSnapshot(entry.Context);
            message.AddMeta(entry, meta);
            Append(message.End());
        }
    }
}

using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

internal sealed partial class Feed
{
    /// <summary>Sends what matches of a delta that nobody keeps: nothing of it is remembered here either.</summary>
    public void Announce(IngestMessage message)
    {
        var writer = message.Begin();
        foreach (var update in message.Updates)
        {
            foreach (ref readonly var value in message.ValuesOf(update))
            {
                if (Wants(value.Entry))
                {
                    writer.Value(update, in value);
                }
            }

            if (Shape.SendMeta)
            {
                writer.Metas(update, message.MetasOf(update), Wants);
            }
        }

        var json = writer.End();
        if (!json.IsEmpty)
        {
            Append(json);
        }
    }

    private bool Wants(PathEntry entry) =>
        Shape.RuleFor(entry.Context, _hub.Store.Self, entry.Path.Name) is { } rule && rule.Context.IsInRange(entry.Context, _hub.Store.Self);
}

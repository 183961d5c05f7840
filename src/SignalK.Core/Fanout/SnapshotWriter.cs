using System.Buffers;
using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

/// <summary>Writes what a feed would have sent, newest values only, from the model: the cached values of a new subscriber, or what one that fell behind missed.</summary>
internal sealed class SnapshotWriter(Hub hub, FeedShape shape, IBufferWriter<byte> output)
{
    private readonly JsonScratch _scratch = new();

    /// <summary>Values with a sequence above <paramref name="since"/> and not above <paramref name="until"/>; from the beginning, with their metadata if the shape has it.</summary>
    public void Write(long since, long until)
    {
        var message = new SnapshotMessage(_scratch);
        foreach (var context in hub.Store.Contexts)
        {
            if (shape.SendMeta && since < 0)
            {
                message.Begin(context);
                ForEach(context, context.Root, entry =>
                {
                    if (entry.Meta is { } meta)
                    {
                        message.AddMeta(entry, meta);
                    }
                });
                Emit(message.End());
            }

            if (until < 0)
            {
                continue;
            }

            message.Begin(context);
            ForEach(context, context.Root, entry => message.Add(entry, shape.AllSources, since, until));
            Emit(message.End());
        }
    }

    private void ForEach(ContextNode context, PathNode node, Action<PathEntry> action)
    {
        if (node.Entry is { } entry && shape.RuleFor(context, hub.Store.Self, entry.Path.Name) is { } rule && rule.Context.IsInRange(context, hub.Store.Self))
        {
            action(entry);
        }

        foreach (var child in node.Children)
        {
            ForEach(context, child, action);
        }
    }

    private void Emit(ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty)
        {
            FeedFrame.Write(shape.Framing, json, output);
        }
    }
}

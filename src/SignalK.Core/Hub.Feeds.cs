using System.Buffers;
using SignalK.Core.Fanout;
using SignalK.Core.Store;

namespace SignalK.Core;

public sealed partial class Hub
{
    private readonly Dictionary<FeedShape, Feed> _feeds = [];
    private readonly SnapshotMessage _snapshot = new(new JsonScratch());
    private Feed[] _feedList = [];

    /// <summary>Subscribes.</summary>
    /// <param name="shape">What to send; readers of equal shapes share the bytes.</param>
    /// <param name="wake">
    /// Called when there is something to read, on the thread that ingested: it must only signal. Readers that one thread serves
    /// should share one delegate.
    /// </param>
    /// <returns>A reader at the present; <see cref="FeedReader.WriteCached"/> gives it what is known already.</returns>
    public FeedReader OpenFeed(FeedShape shape, Action wake)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(shape, out var feed))
            {
                feed = new Feed(this, shape);
                _feeds.Add(shape, feed);
                _feedList = [.. _feeds.Values];
            }

            var reader = new FeedReader(this, feed, wake, Options.MaxReaderLag);
            reader.SawUntil(Sequence);
            reader.Join();
            feed.Add(reader);
            return reader;
        }
    }

    internal void Stop(FeedReader reader)
    {
        lock (_gate)
        {
            var feed = reader.Feed;
            reader.End();
            feed.Remove(reader);
            if (feed.ReaderCount == 0 && _feeds.Remove(feed.Shape))
            {
                feed.Close();
                _feedList = [.. _feeds.Values];
            }
        }
    }

    /// <summary>
    /// The place is taken first, the values are read after it and outside the gate: what changes meanwhile comes with the log.
    /// </summary>
    internal void CatchUp(FeedReader reader, long since, IBufferWriter<byte> output)
    {
        long until;
        lock (_gate)
        {
            until = Sequence;
            reader.Join();
            reader.SawUntil(until);
            if (reader.Shape.SendMeta)
            {
                MarkAnnounced(reader.Feed);
            }
        }

        new SnapshotWriter(this, reader.Feed, output).Write(since, until);
    }

    internal SnapshotMessage BeginSnapshot(ContextNode context)
    {
        _snapshot.Begin(context);
        return _snapshot;
    }

    private void MarkAnnounced(Feed feed)
    {
        foreach (var context in Store.Contexts)
        {
            foreach (var entry in context.Entries)
            {
                feed.MarkAnnounced(entry);
            }
        }
    }

    private void ForgetInFeeds(ContextNode context)
    {
        foreach (var feed in _feedList)
        {
            feed.Forget(context);
        }
    }
}

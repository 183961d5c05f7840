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
    /// <param name="replaces">Stopped at the very delta at which the new reader begins: nothing is lost or doubled between them.</param>
    /// <returns>A reader at the present; <see cref="FeedReader.WriteCached"/> gives it what is known already.</returns>
    public FeedReader OpenFeed(FeedShape shape, Action wake, FeedReader? replaces = null)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(shape, out var feed))
            {
                feed = new Feed(this, shape);
                _feeds.Add(shape, feed);
                _feedList = [.. _feeds.Values];
                MarkAnnounced(feed);
            }

            var reader = new FeedReader(this, feed, wake, Options.MaxReaderLag);
            reader.Join(Sequence);
            feed.Add(reader);
            if (replaces is not null)
            {
                Stop(replaces);
            }

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

    /// <summary>Moves a reader to the present; the place is taken before the values are read, outside the gate.</summary>
    internal long Rejoin(FeedReader reader)
    {
        lock (_gate)
        {
            reader.Join(Sequence);
            return Sequence;
        }
    }

    internal SnapshotMessage BeginSnapshot(ContextNode context)
    {
        _snapshot.Begin(context);
        return _snapshot;
    }

    private void MarkAnnounced(Feed feed)
    {
        if (!feed.Shape.SendMeta)
        {
            return;
        }

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

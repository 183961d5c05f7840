using System.Buffers;

namespace SignalK.Core.Fanout;

/// <summary>
/// A subscriber's place in a feed. What it has not read yet is bounded: when it falls behind further than allowed, its place
/// is given up (<see cref="IsOverrun"/>), and <see cref="CatchUp"/> brings it to the present with the newest value of each
/// path and source instead of everything in between. Used by one reader at a time.
/// </summary>
public sealed class FeedReader : IDisposable
{
    private readonly Hub _hub;
    private FeedChunk? _chunk;
    private int _offset;
    private long _end = long.MaxValue;
    private long _since;
    private long _opened;

    internal FeedReader(Hub hub, Feed feed, Action wake, int maxLag)
    {
        _hub = hub;
        Feed = feed;
        Wake = wake;
        MaxLag = maxLag;
    }

    public FeedShape Shape => Feed.Shape;

    /// <summary>Bytes waiting for this reader.</summary>
    public long Lag => Volatile.Read(ref _chunk) is { } chunk ? Math.Min(_end, Feed.Log.Length) - chunk.Start - _offset : 0;

    /// <summary>Fell behind too far: nothing to read before <see cref="CatchUp"/>.</summary>
    public bool IsOverrun => Volatile.Read(ref _chunk) is null;

    /// <summary>Read to its end after <see cref="Stop"/>.</summary>
    public bool IsFinished => _end != long.MaxValue && (IsOverrun || Lag <= 0);

    /// <summary>How often it fell behind.</summary>
    public long Overruns { get; private set; }

    internal Feed Feed { get; }

    internal Action Wake { get; }

    internal int MaxLag { get; }

    /// <summary>The next bytes: whole or partial messages, as many as lie together. Empty when there are none.</summary>
    public ReadOnlyMemory<byte> Peek()
    {
        while (true)
        {
            var chunk = Volatile.Read(ref _chunk);
            if (chunk is null)
            {
                return default;
            }

            var next = chunk.Next;
            var data = chunk.From(_offset);
            if (data.Length > 0)
            {
                var allowed = _end - chunk.Start - _offset;
                return allowed < data.Length ? data[..(int)Math.Max(0, allowed)] : data;
            }

            if (next is null)
            {
                return default;
            }

            _since = next.FirstSequence - 1;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _chunk, next, chunk), chunk))
            {
                _offset = 0;
            }
        }
    }

    /// <summary>Counts bytes from <see cref="Peek"/> as delivered.</summary>
    public void Advance(int count) => _offset += count;

    /// <summary>
    /// Writes, framed, what was known when the reader was opened: the cached values of a new subscriber. What came after that
    /// is in the log.
    /// </summary>
    /// <param name="output">Gets whole messages.</param>
    /// <param name="rules">Null for all rules of the reader.</param>
    /// <param name="values">False for the metadata alone (if the shape has it).</param>
    public void WriteCached(IBufferWriter<byte> output, IReadOnlyList<FeedRule>? rules = null, bool values = true)
    {
        var shape = rules is null ? Shape : Shape with { Rules = rules };
        new SnapshotWriter(_hub, shape, output).Write(since: -1, values ? _opened : -1);
    }

    /// <summary>
    /// After an overrun: writes, framed, the newest value of every path and source that changed since this reader's last
    /// message, and goes on from the present.
    /// </summary>
    public void CatchUp(IBufferWriter<byte> output)
    {
        var since = _since;
        var until = _hub.Rejoin(this);
        new SnapshotWriter(_hub, Shape, output).Write(since, until);
    }

    /// <summary>No more than what is in the log now: the reader drains to there and is finished.</summary>
    public void Stop() => _hub.Stop(this);

    public void Dispose() => Stop();

    // Under the hub's gate.
    internal void Join(long sequence)
    {
        _opened = _since = sequence;
        _offset = Feed.Log.Tail.Written;
        Volatile.Write(ref _chunk, Feed.Log.Tail);
    }

    internal void Overrun()
    {
        Overruns++;
        Volatile.Write(ref _chunk, null);
    }

    internal void End() => _end = Math.Min(_end, Feed.Log.Length);
}

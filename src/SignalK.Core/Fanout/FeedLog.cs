namespace SignalK.Core.Fanout;

/// <summary>
/// The framed messages of a feed, in order: a chain of chunks that grows at its end. Readers hold their place in the chain, so
/// a chunk lives as long as somebody has yet to read it, and nobody copies. One writer, under the hub's gate.
/// </summary>
internal sealed class FeedLog(FeedFraming framing)
{
    // Small at first (a private feed may never see a kilobyte), then some eighty messages of a boat at work.
    private const int FirstChunk = 2 * 1024;
    private const int ChunkSize = 32 * 1024;

    public FeedChunk Tail { get; private set; } = new(FirstChunk, 0, 0);

    /// <summary>Bytes ever appended.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a message.</summary>
    /// <returns>Whether a new chunk was begun: the moment to look for readers that fell behind.</returns>
    public bool Append(ReadOnlySpan<byte> json, long sequence)
    {
        var needed = json.Length + FeedFrame.MaxOverhead;
        var began = false;
        if (Tail.Free < needed)
        {
            var next = new FeedChunk(Math.Max(ChunkSize, needed), Length, sequence);
            Tail.Next = next;
            Tail = next;
            began = true;
        }

        var target = Tail.FreeSpan;
        var written = FeedFrame.Write(framing, json, target);
        Tail.Commit(written);
        Length += written;
        return began;
    }
}

internal sealed class FeedChunk(int size, long start, long firstSequence)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(size);
    private int _written;
    private FeedChunk? _next;

    /// <summary>Place of its first byte in the log.</summary>
    public long Start => start;

    /// <summary>Sequence of the first delta in it.</summary>
    public long FirstSequence => firstSequence;

    public int Written => Volatile.Read(ref _written);

    public int Free => _buffer.Length - _written;

    public Span<byte> FreeSpan => _buffer.AsSpan(_written);

    public FeedChunk? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    public ReadOnlyMemory<byte> From(int offset) => _buffer.AsMemory(offset, Written - offset);

    public void Commit(int count) => Volatile.Write(ref _written, _written + count);
}

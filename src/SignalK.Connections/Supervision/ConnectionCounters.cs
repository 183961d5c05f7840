namespace SignalK.Connections.Supervision;

/// <summary>What one block of input came to. Summed up on the stack and added once: counting costs nothing per sentence.</summary>
public record struct InputTally
{
    public long Bytes { get; set; }

    /// <summary>Lines that are sentences, understood or not.</summary>
    public long Sentences { get; set; }

    public long Deltas { get; set; }

    public long BadChecksum { get; set; }

    /// <summary>Sentences of a type that nobody here decodes.</summary>
    public long Unknown { get; set; }

    /// <summary>Lines that are no sentence, and sentences whose fields make no sense.</summary>
    public long Malformed { get; set; }

    public long OverLong { get; set; }

    /// <summary>Bytes that belong to no sentence: line noise, another protocol, a wrong baud rate.</summary>
    public long GarbageBytes { get; set; }

    /// <summary>Dropped because the configuration says so.</summary>
    public long Ignored { get; set; }
}

/// <summary>Counters of a connection since the start of the program, over all of its reconnections.</summary>
public sealed class ConnectionCounters
{
    private long _bytes;
    private long _sentences;
    private long _deltas;
    private long _badChecksum;
    private long _unknown;
    private long _malformed;
    private long _overLong;
    private long _garbageBytes;
    private long _ignored;
    private long _opened;
    private long _refused;

    public long Sentences => Volatile.Read(ref _sentences);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Times the medium was opened.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>Clients or senders above the limit.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public InputTally Input => new()
    {
        Bytes = Volatile.Read(ref _bytes),
        Sentences = Volatile.Read(ref _sentences),
        Deltas = Volatile.Read(ref _deltas),
        BadChecksum = Volatile.Read(ref _badChecksum),
        Unknown = Volatile.Read(ref _unknown),
        Malformed = Volatile.Read(ref _malformed),
        OverLong = Volatile.Read(ref _overLong),
        GarbageBytes = Volatile.Read(ref _garbageBytes),
        Ignored = Volatile.Read(ref _ignored),
    };

    internal void Add(in InputTally tally)
    {
        Add(ref _bytes, tally.Bytes);
        Add(ref _sentences, tally.Sentences);
        Add(ref _deltas, tally.Deltas);
        Add(ref _badChecksum, tally.BadChecksum);
        Add(ref _unknown, tally.Unknown);
        Add(ref _malformed, tally.Malformed);
        Add(ref _overLong, tally.OverLong);
        Add(ref _garbageBytes, tally.GarbageBytes);
        Add(ref _ignored, tally.Ignored);
    }

    internal void CountOpened() => Interlocked.Increment(ref _opened);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    private static void Add(ref long counter, long amount)
    {
        if (amount != 0)
        {
            Interlocked.Add(ref counter, amount);
        }
    }
}

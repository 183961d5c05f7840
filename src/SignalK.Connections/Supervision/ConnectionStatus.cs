using System.Net;

namespace SignalK.Connections.Supervision;

/// <summary>One connection as the health report shows it. A snapshot.</summary>
public sealed record ConnectionStatus
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required ConnectionState State { get; init; }

    /// <summary>What it is bound or connected to, in words: <c>0.0.0.0:10110</c>, <c>/dev/ttyUSB0 at 4800 baud</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Where it listens; empty for other connections, and while it does not.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get; init; } = [];

    /// <summary>The last fault in words for the owner; null once it runs well.</summary>
    public string? Error { get; init; }

    public TimeSpan? RetryIn { get; init; }

    /// <summary>A source that used to talk says nothing.</summary>
    public bool Quiet { get; init; }

    /// <summary>Sentences a second, over the last seconds.</summary>
    public double Rate { get; init; }

    public TimeSpan? LastFrameAge { get; init; }

    public required InputTally Input { get; init; }

    public OutputTally Output { get; init; }

    public long Opened { get; init; }

    public long Refused { get; init; }

    public IReadOnlyList<ClientStatus> Clients { get; init; } = [];
}

/// <summary>One peer of a listening connection.</summary>
public sealed record ClientStatus(string Peer, long BytesIn, OutputTally Output, int Queued);

/// <summary>What went out: sentences and bytes written, and sentences that a full outbox dropped.</summary>
public readonly record struct OutputTally(long Sentences, long Bytes, long Dropped)
{
    public static OutputTally operator +(OutputTally left, OutputTally right) =>
        new(left.Sentences + right.Sentences, left.Bytes + right.Bytes, left.Dropped + right.Dropped);

    public static OutputTally Add(OutputTally left, OutputTally right) => left + right;
}

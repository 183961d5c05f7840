namespace SignalK.Connections.Recording;

/// <summary>Where the raw log goes and how much of it is kept.</summary>
public sealed record RecorderOptions
{
    public required string Directory { get; init; }

    /// <summary>Bytes of all recordings together: the oldest give way. A busy boat writes some 5 MB an hour.</summary>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Bytes of one file; with fewer than an eighth of the budget, old recordings leave in small pieces.</summary>
    public long MaxFileBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>What a power cut can take: the medium is told to write so often (and at each new file), not at every line, which
    /// would wear out a memory card.</summary>
    public TimeSpan SyncEvery { get; init; } = TimeSpan.FromSeconds(8);
}

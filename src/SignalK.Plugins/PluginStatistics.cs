namespace SignalK.Plugins;

/// <summary>What a plugin used and did since the server started.</summary>
public sealed record PluginStatistics
{
    /// <summary>Bytes of the guest's memory; 0 while it is not loaded.</summary>
    public long MemoryBytes { get; init; }

    public ulong FuelUsed { get; init; }

    /// <summary>Over the last minute.</summary>
    public ulong FuelPerMinute { get; init; }

    public long Calls { get; init; }

    /// <summary>Bytes of deltas that wait for it.</summary>
    public long MailboxBytes { get; init; }

    /// <summary>Calls of others that wait for it.</summary>
    public int WaitingCalls { get; init; }

    public long DeltasIn { get; init; }

    public long DeltasOut { get; init; }

    /// <summary>Deltas it was too slow for, or that were beyond the 1000 kept over a reload.</summary>
    public long DeltasDropped { get; init; }

    /// <summary>Its own deltas beyond what it may send a second, or that were no deltas.</summary>
    public long DeltasRefused { get; init; }

    public long LogLines { get; init; }

    public long LogLinesDropped { get; init; }

    /// <summary>Calls that its capabilities do not allow.</summary>
    public long Denied { get; init; }

    public long Crashes { get; init; }

    public long Reloads { get; init; }

    /// <summary>Bytes of the files it keeps.</summary>
    public long DiskBytes { get; init; }
}

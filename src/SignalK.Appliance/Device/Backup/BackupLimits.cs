namespace SignalK.Appliance.Device.Backup;

/// <summary>How large a backup may be. A boat's is some hundred kilobytes; with charts in a plugin some hundred megabytes.</summary>
sealed record BackupLimits
{
    public static BackupLimits Default { get; } = new();

    /// <summary>Of the zip.</summary>
    public long Archive { get; init; } = 512L * 1024 * 1024;

    /// <summary>Of all files, unpacked.</summary>
    public long Content { get; init; } = 1024L * 1024 * 1024;

    /// <summary>node_modules of the peer with a dozen plugins has some 20 000.</summary>
    public int Files { get; init; } = 50_000;

    public int PathLength { get; init; } = 512;
}

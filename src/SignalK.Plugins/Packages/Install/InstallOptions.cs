namespace SignalK.Plugins.Packages.Install;

/// <summary>What an install checks a package against.</summary>
public sealed record InstallOptions
{
    public static InstallOptions Default { get; } = new();

    /// <summary><c>sha512-BASE64</c>, as npm's registry gives it; null when nothing is known.</summary>
    public string? Integrity { get; init; }

    /// <summary>Bytes of the archive. The largest plugin known has 3 MB; one with charts in it may have ten times that.</summary>
    public long MaxBytes { get; init; } = 32L << 20;

    /// <summary>Bytes of its files together.</summary>
    public long MaxUnpackedBytes { get; init; } = 128L << 20;

    /// <summary>Files and directories. The largest web app seen has 1 200.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Bytes unpacked from each byte of the archive. Text packs to a tenth; what packs to a hundredth was made to.</summary>
    public int MaxRatio { get; init; } = 100;
}

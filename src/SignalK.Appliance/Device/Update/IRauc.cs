namespace SignalK.Appliance.Device.Update;

/// <summary>What is asked of RAUC, which checks, writes and arms; nothing else here touches a slot.</summary>
interface IRauc
{
    /// <summary>Checks a bundle's signature and reads what it says of itself.</summary>
    /// <exception cref="UpdateException">It is none that this unit trusts.</exception>
    Task<BundleInfo> InspectAsync(string bundle, CancellationToken cancel);

    /// <summary>Writes the slot that does not run and arms its trial.</summary>
    /// <param name="bundle">A file.</param>
    /// <param name="progress">Per cent.</param>
    /// <param name="cancel">Leaves the slot unbootable, and the one that runs as it is.</param>
    /// <exception cref="UpdateException">It could not be installed.</exception>
    Task InstallAsync(string bundle, Action<int> progress, CancellationToken cancel);

    /// <summary>Commits the slot that runs.</summary>
    /// <exception cref="UpdateException">It could not be committed.</exception>
    Task MarkGoodAsync(CancellationToken cancel);

    /// <summary>Arms a trial of the other slot as it is.</summary>
    /// <exception cref="UpdateException">It could not be armed.</exception>
    Task ActivateOtherAsync(CancellationToken cancel);
}

/// <param name="Compatible">The kind of machine that it is for: <c>signalk-appliance-rpi5</c>.</param>
sealed record BundleInfo(string Compatible, string Version);

/// <summary>Why an update is not installed: one sentence for the owner.</summary>
sealed class UpdateException(string reason) : Exception(reason);

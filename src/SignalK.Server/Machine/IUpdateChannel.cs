namespace SignalK.Server.Machine;

/// <summary>Where newer versions are announced.</summary>
public interface IUpdateChannel
{
    /// <summary>Newer than what runs; null: none is known of.</summary>
    UpdateOffer? Offer { get; }

    /// <summary>Looks now.</summary>
    /// <returns>Null when the answer is in <see cref="Offer"/>; else why there is none.</returns>
    Task<string?> LookAsync(CancellationToken cancel);
}

/// <param name="Version">Of the bundle.</param>
/// <param name="Url">The bundle's.</param>
/// <param name="Notes">For the owner's eyes; empty: none.</param>
public sealed record UpdateOffer(string Version, Uri Url, string Notes);

namespace SignalK.Core.Providers;

/// <summary>What can be read of a radar.</summary>
public enum RadarPart : byte
{
    Information,
    Capabilities,
    State,
    Targets,
    ArpaSettings,
}

/// <summary>
/// Radars of one make. Reads answer objects, or <see cref="ProviderOutcome.Nothing"/>; what changes something answers
/// anything or is <see cref="ProviderOutcome.Refused"/> with the reason.
/// </summary>
public interface IRadarProvider : IProvider
{
    Task<IReadOnlyList<string>> RadarsAsync(CancellationToken cancel);

    Task<ProviderAnswer> ReadAsync(RadarPart part, string radar, CancellationToken cancel);

    Task<ProviderAnswer> ReadControlAsync(string radar, string control, CancellationToken cancel);

    Task<ProviderAnswer> SetControlAsync(string radar, string control, ReadOnlyMemory<byte> value, CancellationToken cancel);

    /// <param name="radar">Its id.</param>
    /// <param name="controls">An object by control.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    Task<ProviderAnswer> SetControlsAsync(string radar, ReadOnlyMemory<byte> controls, CancellationToken cancel);

    /// <summary>Answers with the <c>targetId</c> of the new target.</summary>
    /// <param name="radar">Its id.</param>
    /// <param name="bearing">Radians.</param>
    /// <param name="distance">Metres.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    Task<ProviderAnswer> AcquireTargetAsync(string radar, double bearing, double distance, CancellationToken cancel);

    Task<ProviderAnswer> CancelTargetAsync(string radar, long target, CancellationToken cancel);

    Task<ProviderAnswer> SetArpaSettingsAsync(string radar, ReadOnlyMemory<byte> settings, CancellationToken cancel);
}

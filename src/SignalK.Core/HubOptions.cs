using SignalK.Core.Store;

namespace SignalK.Core;

/// <summary>Fixed limits and rules of a hub; immutable.</summary>
public sealed record HubOptions
{
    /// <summary>The own vessel: <c>vessels.urn:mrn:imo:mmsi:…</c> or <c>vessels.urn:mrn:signalk:uuid:…</c>.</summary>
    public required string Self { get; init; }

    /// <summary>Contexts kept at once. A busy port shows some hundred AIS targets; the one silent for longest gives way.</summary>
    public int MaxContexts { get; init; } = 4_096;

    /// <summary>A context other than our own that said nothing for so long is forgotten. Upstream prunes after an hour.</summary>
    public TimeSpan MaxContextAge { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether own values that stop become null.</summary>
    public bool ExpireValues { get; init; } = true;

    /// <summary>A value is never taken for stopped sooner than this, whatever its learned rate.</summary>
    public TimeSpan MinValueTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Bytes that a reader may lie behind: some fifteen thousand deltas, or three seconds of the busiest boat. Shared by all
    /// readers of a shape, so that many slow ones cost no more than one.
    /// </summary>
    public int MaxReaderLag { get; init; } = 8 * 1024 * 1024;

    public PriorityTable Priorities { get; init; } = PriorityTable.Empty;
}

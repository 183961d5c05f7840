using SignalK.Core.Model;
using SignalK.Core.Storage;

namespace SignalK.Core.Metadata;

/// <summary>Metadata that the owner set for the own vessel, kept across restarts (upstream: <c>baseDeltas.json</c>). Thread-safe.</summary>
public interface IOwnerMetadata
{
    /// <summary>What the owner set for a path; null when nothing.</summary>
    SkObject? Get(SkPath path);

    /// <summary>Replaces it; null removes it. Returns when it is durable, or with why it is not.</summary>
    WriteOutcome Set(SkPath path, SkObject? meta);
}

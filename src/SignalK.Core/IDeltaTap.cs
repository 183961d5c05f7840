using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Core;

/// <summary>
/// A listener inside the process. Called under the hub's gate for every delta: it must be quick, must not block, and must not
/// ingest; what it wants to keep it copies.
/// </summary>
public interface IDeltaTap
{
    void OnDelta(Ingress ingress, ContextNode context, IAcceptedDelta delta);
}

/// <summary>A delta as the hub took it. Valid during the call only.</summary>
public interface IAcceptedDelta
{
    int UpdateCount { get; }

    Source SourceOf(int update);

    DateTime TimestampOf(int update);

    int ValueCountOf(int update);

    /// <summary>A value with its path, and whether its source is the preferred one.</summary>
    (SkPath Path, SkValue Value, bool IsPreferred) ValueOf(int update, int index);
}

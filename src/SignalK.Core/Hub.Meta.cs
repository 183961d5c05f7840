using SignalK.Core.Model;

namespace SignalK.Core;

public sealed partial class Hub
{
    /// <summary>Takes the metadata of an own path back to what is specified: deltas only ever add to it.</summary>
    internal void ResetMeta(SkPath path) => WithGate(
        (Hub: this, Path: path),
        static state => state.Hub.Store.Self.Get(state.Path)?.SetMeta(state.Hub.DefaultMeta?.Invoke(state.Path)));
}

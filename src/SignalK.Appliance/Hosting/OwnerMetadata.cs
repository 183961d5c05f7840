using System.Text;
using System.Text.Json.Nodes;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Hosting;

/// <summary>The owner's metadata, kept in baseDeltas.json.</summary>
sealed class OwnerMetadata(Configuration.Configuration configuration) : IOwnerMetadata
{
    public SkObject? Get(SkPath path) =>
        configuration.ReadBaseDeltas(deltas => deltas.GetMeta(path.Name)?.ToJsonString()) is { } json ? new SkJsonValue(Encoding.UTF8.GetBytes(json)) : null;

    public WriteOutcome Set(SkPath path, SkObject? meta) =>
        configuration.ChangeBaseDeltas(deltas => deltas.SetMeta(path.Name, meta is null ? null : JsonNode.Parse(meta.ToString()) as JsonObject));
}

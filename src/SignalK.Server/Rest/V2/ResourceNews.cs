using System.Text.Json;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Server.Rest.V2;

/// <summary>Tells subscribers that a resource was set or deleted: <c>resources.TYPE.ID</c>, a delta of version 2.</summary>
internal sealed class ResourceNews(Hub hub)
{
    private readonly Ingress _ingress = hub.RegisterIngress("resources", Principal.Server);

    public void Tell(string provider, string type, string id, byte[] json)
    {
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        Tell(provider, type, id, SkJson.ReadValue(ref reader, json));
    }

    public void Tell(string provider, string type, string id, SkValue value)
    {
        if (SkPath.TryPass($"resources.{type}.{id}", out var path))
        {
            var delta = new Delta();
            delta.Add(Source.Of(provider)).Add(path, value);
            hub.Announce(_ingress, delta);
        }
    }
}

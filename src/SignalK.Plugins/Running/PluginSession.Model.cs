using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Store;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    /// <summary>
    /// A leaf is written as its bare value, what plugins are documented to parse; <c>.timestamp</c>, <c>.$source</c>, <c>.meta</c> and
    /// members of an object value are found behind its path, and a branch is written as it stands in the full model.
    /// </summary>
    public bool WritePath(string path, bool ofSelf, IBufferWriter<byte> json)
    {
        var store = _services.Hub.Store;
        var segments = path.Split('.');
        var context = ofSelf ? store.Self : FindContext(store, segments, out segments);
        if (context is null || segments.Length > 64)
        {
            return false;
        }

        var own = string.Join('.', segments);
        if (!_grant.Capabilities.CanRead(own))
        {
            return Deny(Capability.DataRead, own);
        }

        var node = context.Root;
        var at = 0;
        while (at < segments.Length && node.Find(segments[at]) is { } child)
        {
            node = child;
            at++;
        }

        var rest = segments.AsSpan(at);
        using var writer = new Utf8JsonWriter(json, SkJson.WriterOptions);
        if (node.Entry is { Selected: { } selected } && (rest.IsEmpty ? node.Children.IsEmpty : rest is ["value"]))
        {
            selected.Read().Value.WriteTo(writer);
            return true;
        }

        if (rest.IsEmpty)
        {
            ModelWriter.WriteNode(writer, node);
            return true;
        }

        return node.Entry is not null && WriteMember(writer, node, rest);
    }

    // "vessels.self.navigation", "vessels.urn:mrn:imo:mmsi:230982000.navigation"; one level deeper for shore stations.
    private static ContextNode? FindContext(ModelStore store, string[] path, out string[] rest)
    {
        for (var length = 2; length <= 3 && length <= path.Length; length++)
        {
            var name = string.Join('.', path[..length]);
            if ((name == "vessels.self" ? store.Self : store.Find(name)) is { } context)
            {
                rest = path[length..];
                return context;
            }
        }

        rest = path;
        return null;
    }

    private static bool WriteMember(Utf8JsonWriter writer, PathNode node, ReadOnlySpan<string> members)
    {
        var leaf = new ArrayBufferWriter<byte>();
        using (var part = new Utf8JsonWriter(leaf, SkJson.WriterOptions))
        {
            ModelWriter.WriteNode(part, node);
        }

        using var document = JsonDocument.Parse(leaf.WrittenMemory);
        var found = document.RootElement;

        // "position.latitude" means the value's member as "position.value.latitude" does.
        if (!found.TryGetProperty(members[0], out _) && found.TryGetProperty("value", out var value))
        {
            found = value;
        }

        foreach (var member in members)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(member, out var next))
            {
                return false;
            }

            found = next;
        }

        found.WriteTo(writer);
        return true;
    }
}

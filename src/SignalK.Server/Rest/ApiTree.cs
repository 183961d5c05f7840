using System.Text.Json;
using SignalK.Core;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Store;
using SignalK.Server.Http;

namespace SignalK.Server.Rest;

/// <summary>Finds what a path below <c>/signalk/v1/api/</c> names and writes it: from the full model down to a member of a leaf.</summary>
internal sealed class ApiTree(Hub hub)
{
    /// <summary>Of the model's form, as upstream has stated it for years; clients compare it.</summary>
    private const string ModelVersion = "0.1.0";

    /// <returns>False when there is nothing of that name; nothing was written then.</returns>
    public bool TryWrite(Utf8JsonWriter writer, ReadOnlySpan<char> path)
    {
        var walker = new PathWalker(path);
        if (!walker.TryNext(out var group))
        {
            WriteAll(writer);
            return true;
        }

        if (walker.IsAtEnd && group is "self" or "version")
        {
            writer.WriteStringValue(group is "self" ? hub.Store.Self.Name : ModelVersion);
            return true;
        }

        if (group is "sources")
        {
            return TryWritePart(writer, walker, (hub.Store.Sources, 0), static (w, s) => SourceTree.Write(w, s.Sources));
        }

        return FindContext(group, ref walker) is { } context
            ? TryWriteNode(writer, context, walker)
            : TryWriteGroup(writer, group, walker);
    }

    private void WriteAll(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, ModelVersion);
        writer.WriteString("self"u8, hub.Store.Self.Name);
        foreach (var group in hub.Store.Contexts.GroupBy(c => c.Group).OrderByDescending(g => g.Key == "vessels").ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(group.Key);
            WriteContexts(writer, [.. group], depth: 0);
        }

        writer.WritePropertyName("sources"u8);
        SourceTree.Write(writer, hub.Store.Sources);
        writer.WriteEndObject();
    }

    private bool TryWriteGroup(Utf8JsonWriter writer, ReadOnlySpan<char> group, PathWalker walker)
    {
        var name = group.ToString();
        var contexts = hub.Store.Contexts.Where(c => c.Group == name).ToArray();
        return contexts.Length > 0 && TryWritePart(writer, walker, (this, contexts), static (w, s) => s.Item1.WriteContexts(w, s.contexts, depth: 0));
    }

    // Most groups hold their contexts by name; "shore.basestations.urn:…" lies one level deeper.
    private void WriteContexts(Utf8JsonWriter writer, ContextNode[] contexts, int depth)
    {
        writer.WriteStartObject();
        foreach (var group in contexts.GroupBy(c => Part(c, depth)).OrderByDescending(g => g.Contains(hub.Store.Self)))
        {
            writer.WritePropertyName(group.Key);
            if (group.SingleOrDefault(c => c.Key.Count('.') == depth) is { } context)
            {
                ModelWriter.WriteNode(writer, context.Root);
            }
            else
            {
                WriteContexts(writer, [.. group], depth + 1);
            }
        }

        writer.WriteEndObject();
    }

    private static string Part(ContextNode context, int depth)
    {
        var walker = context.Key;
        for (; depth > 0; depth--)
        {
            walker = walker[(walker.IndexOf('.', StringComparison.Ordinal) + 1)..];
        }

        var dot = walker.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? walker : walker[..dot];
    }

    private ContextNode? FindContext(ReadOnlySpan<char> group, ref PathWalker walker)
    {
        var ahead = walker;
        if (!ahead.TryNext(out var key))
        {
            return null;
        }

        var found = key is "self" && group is "vessels" ? hub.Store.Self : hub.Store.Find($"{group}.{key}");
        if (found is null && ahead.TryNext(out var deeper))
        {
            found = hub.Store.Find($"{group}.{key}.{deeper}");
        }

        if (found is not null)
        {
            walker = ahead;
        }

        return found;
    }

    private static bool TryWriteNode(Utf8JsonWriter writer, ContextNode context, PathWalker walker)
    {
        var node = context.Root;
        var whole = walker;
        var at = walker;
        while (at.TryNext(out var segment) && node.Find(segment) is { } child)
        {
            node = child;
            walker = at;
        }

        if (walker.IsAtEnd)
        {
            if (node != context.Root && !ModelWriter.HasContent(node))
            {
                return false;
            }

            ModelWriter.WriteNode(writer, node);
            return true;
        }

        return TryWritePart(writer, walker, node, static (w, n) => ModelWriter.WriteNode(w, n))
            || (whole.Rest is "meta" ? WriteAllMeta(writer, context) : TryWriteSpecified(writer, whole.Rest))
            || (node.Entry is not null && walker.Rest is "meta" && WriteNothing(writer));
    }

    // Clients ask for the metadata of every path that they hear; that nothing is known of one is no error, as upstream has it.
    private static bool WriteNothing(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
        return true;
    }

    // What the specification says of a path is known before its first value comes.
    private static bool TryWriteSpecified(Utf8JsonWriter writer, ReadOnlySpan<char> path)
    {
        const string Meta = "/meta";
        var at = path.LastIndexOf(Meta);
        if (at <= 0 || path.Length > SkPath.MaxLength || (path.Length > at + Meta.Length && path[at + Meta.Length] != '/'))
        {
            return false;
        }

        Span<char> name = stackalloc char[at];
        path[..at].Replace(name, '/', '.');
        return PathMetadata.Find(name) is { } meta
            && TryWritePart(writer, new PathWalker(path[(at + Meta.Length)..].TrimStart('/')), meta, static (w, m) => m.WriteTo(w));
    }

    /// <summary><c>{"navigation.speedOverGround":{"units":"m/s",…},…}</c></summary>
    private static bool WriteAllMeta(Utf8JsonWriter writer, ContextNode context)
    {
        writer.WriteStartObject();
        WriteMetaBelow(writer, context.Root);
        writer.WriteEndObject();
        return true;
    }

    private static void WriteMetaBelow(Utf8JsonWriter writer, PathNode node)
    {
        if (node.Entry is { Meta: { } meta } entry)
        {
            writer.WritePropertyName(entry.Path.Encoded);
            meta.WriteTo(writer);
        }

        foreach (var child in node.Children)
        {
            WriteMetaBelow(writer, child);
        }
    }

    // Members of a leaf ("value", "meta/units", "values/gps.GP/timestamp", "value/latitude") are looked up in its JSON: one
    // way for all of them, and what a client sees whole is what it sees in parts.
    private static bool TryWritePart<T>(Utf8JsonWriter writer, PathWalker walker, T state, Action<Utf8JsonWriter, T> write)
    {
        if (walker.IsAtEnd)
        {
            write(writer, state);
            return true;
        }

        var whole = new PooledBuffer();
        try
        {
            using (var part = new Utf8JsonWriter(whole, SkJson.WriterOptions))
            {
                write(part, state);
            }

            if (!JsonWalk.TryFind(whole.Written.Span, walker, out var range))
            {
                return false;
            }

            writer.WriteRawValue(whole.Written.Span[range], skipInputValidation: true);
            return true;
        }
        finally
        {
            whole.Release();
        }
    }
}

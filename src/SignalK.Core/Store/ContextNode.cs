using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>A vessel, aircraft, aid to navigation or whatever else data is about, with its tree of paths.</summary>
public sealed class ContextNode
{
    /// <summary>Paths that one context may have: far above any boat, far below any memory.</summary>
    public const int MaxPaths = 4_096;

    private readonly Dictionary<SkPath, PathEntry> _entries = new(ReferenceEqualityComparer.Instance);

    internal ContextNode(string name)
    {
        Name = name;
        Encoded = JsonEncodedText.Encode(name);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        Group = name[..dot];
        Key = name[(dot + 1)..];
        EncodedKey = JsonEncodedText.Encode(Key);
    }

    /// <summary><c>vessels.urn:mrn:imo:mmsi:230982000</c></summary>
    public string Name { get; }

    /// <summary><c>vessels</c>, <c>aircraft</c>, <c>atons</c>, <c>sar</c>, <c>shore</c>, …</summary>
    public string Group { get; }

    /// <summary><c>urn:mrn:imo:mmsi:230982000</c></summary>
    public string Key { get; }

    public JsonEncodedText Encoded { get; }

    public JsonEncodedText EncodedKey { get; }

    public PathNode Root { get; } = new("");

    /// <summary>Last known position, for subscriptions by distance.</summary>
    public SkPosition? Position { get; internal set; }

    /// <summary>Monotonic time of the last value.</summary>
    public long UpdatedAt { get; internal set; }

    /// <summary>Who last gave plain values of the root, and when.</summary>
    public SourceValue? RootValue { get; internal set; }

    public int PathCount => _entries.Count;

    /// <summary>All entries; only for the ingest, which alone adds to them.</summary>
    internal IReadOnlyCollection<PathEntry> Entries => _entries.Values;

    /// <summary>The entry of a path, made when new; null when the context is full.</summary>
    internal PathEntry? GetOrAdd(SkPath path, out bool added)
    {
        added = false;
        if (_entries.TryGetValue(path, out var entry))
        {
            return entry;
        }

        if (_entries.Count >= MaxPaths)
        {
            return null;
        }

        entry = new PathEntry(this, path);
        _entries.Add(path, entry);
        var node = Root;
        foreach (var segment in path.Segments)
        {
            node = node.GetOrAdd(segment);
        }

        node.SetEntry(entry);
        added = true;
        return entry;
    }

    internal PathEntry? Get(SkPath path) => _entries.GetValueOrDefault(path);

    /// <summary>Lays the members of a root value (<c>{"name":…}</c>) into the tree as plain values.</summary>
    /// <returns>Whether anything changed.</returns>
    internal bool MergeRoot(SkObject value) => Merge(Root, value, depth: 0);

    private static bool Merge(PathNode node, SkObject value, int depth)
    {
        var changed = false;
        foreach (var (name, member) in SkMembers.Of(value))
        {
            if (name.Length == 0 || node.Children.Length >= 256)
            {
                continue;
            }

            var child = node.GetOrAdd(name);
            if (member.Object is { } nested and not SkArray && depth < 4 && SkMembers.IsObject(nested))
            {
                changed |= Merge(child, nested, depth + 1);
            }
            else if (child.Static?.Value != member)
            {
                child.Static = new SkStatic(member);
                changed = true;
            }
        }

        return changed;
    }
}

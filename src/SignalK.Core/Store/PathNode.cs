using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>
/// A place in the tree of a context. Grows only, children in order of name; readers walk it without a lock because an array
/// of children, once published, never changes.
/// </summary>
public sealed class PathNode(string segment)
{
    private PathNode[] _children = [];
    private PathEntry? _entry;

    public string Segment => segment;

    public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(segment);

    public ReadOnlySpan<PathNode> Children => Volatile.Read(ref _children);

    /// <summary>The values here; null at a mere branch.</summary>
    public PathEntry? Entry => Volatile.Read(ref _entry);

    /// <summary>A plain value without source or time (<c>name</c>, <c>mmsi</c>); null when there is none.</summary>
    public SkStatic? Static { get; internal set; }

    public PathNode? Find(ReadOnlySpan<char> name)
    {
        var children = Volatile.Read(ref _children);
        int low = 0, high = children.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = name.CompareTo(children[middle].Segment, StringComparison.Ordinal);
            if (order == 0)
            {
                return children[middle];
            }

            if (order < 0)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return null;
    }

    internal PathNode GetOrAdd(string name)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        var added = new PathNode(name);
        var children = _children;
        var at = 0;
        while (at < children.Length && string.CompareOrdinal(children[at].Segment, name) < 0)
        {
            at++;
        }

        Volatile.Write(ref _children, [.. children[..at], added, .. children[at..]]);
        return added;
    }

    internal void SetEntry(PathEntry entry) => Volatile.Write(ref _entry, entry);
}

/// <summary>A plain value of a context's root, by reference so that it can be swapped atomically.</summary>
public sealed record SkStatic(SkValue Value);

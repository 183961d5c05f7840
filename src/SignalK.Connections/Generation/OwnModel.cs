using SignalK.Core.Model;
using SignalK.Core.Store;
using SignalK.Nmea0183.Output;

namespace SignalK.Connections.Generation;

/// <summary>The own vessel as an output may tell it: without what came from that output's own other end.</summary>
/// <param name="self">The own vessel.</param>
/// <param name="except">Label of the connection whose words are left out; null: none.</param>
internal sealed class OwnModel(ContextNode self, string? except) : IModelReader
{
    private readonly Dictionary<SkPath, PathEntry> _entries = [];

    public SkValue Get(SkPath path) => Find(path)?.Value ?? SkValue.Null;

    /// <summary>When the value was measured; null when there is none.</summary>
    public DateTime? TimeOf(SkPath path) => Find(path)?.Timestamp;

    /// <summary>Number of the newest delta that any of these came with; 0 when there are none.</summary>
    public long NewestOf(IReadOnlyList<SkPath> paths)
    {
        var newest = 0L;
        foreach (var path in paths)
        {
            newest = Math.Max(newest, Find(path)?.Sequence ?? 0);
        }

        return newest;
    }

    private ValueSnapshot? Find(SkPath path) =>
        Entry(path)?.Selected?.Read() is { } value && (except is null || value.Source.Label != except) ? value : null;

    // Entries stay where they are once they exist.
    private PathEntry? Entry(SkPath path)
    {
        if (_entries.TryGetValue(path, out var known))
        {
            return known;
        }

        var node = self.Root;
        foreach (var segment in path.Segments)
        {
            if (node.Find(segment) is not { } child)
            {
                return null;
            }

            node = child;
        }

        return node.Entry is { } entry ? _entries[path] = entry : null;
    }
}

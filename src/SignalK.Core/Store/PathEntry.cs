using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>One path of one context: a value for each source, and which of them is the one to show.</summary>
public sealed class PathEntry(ContextNode context, SkPath path)
{
    /// <summary>More sources than a boat has for anything; above it the longest silent one gives way.</summary>
    public const int MaxSources = 32;

    private SourceValue[] _sources = [];
    private SourceValue? _selected;
    private SkObject? _meta;

    public ContextNode Context => context;

    public SkPath Path => path;

    /// <summary>All sources, in order of appearance. The array never changes; a new source makes a new one.</summary>
    public ReadOnlySpan<SourceValue> Sources => Volatile.Read(ref _sources);

    public SourceValue? Selected => Volatile.Read(ref _selected);

    /// <summary>Metadata: what the specification says with what was set for this boat laid over it; null when nothing is known.</summary>
    public SkObject? Meta => Volatile.Read(ref _meta);

    /// <summary>The ranking in force, and the table it was taken from.</summary>
    internal (PriorityTable Table, PathPriority? Priority) Ranking { get; set; }

    /// <summary>When a lesser source took over from a better one that fell silent; 0 when none did.</summary>
    internal long TakeoverAt { get; set; }

    internal SourceValue For(SourceRef reference)
    {
        var sources = _sources;
        foreach (var source in sources)
        {
            if (ReferenceEquals(source.Ref, reference))
            {
                return source;
            }
        }

        return Add(reference);
    }

    internal void Select(SourceValue? source) => Volatile.Write(ref _selected, source);

    internal void SetMeta(SkObject? meta) => Volatile.Write(ref _meta, meta);

    // Apart, so that the closures below cost nothing where the source is known.
    private SourceValue Add(SourceRef reference)
    {
        var added = new SourceValue(reference);
        var sources = _sources;
        if (sources.Length < MaxSources)
        {
            Volatile.Write(ref _sources, [.. sources, added]);
            return added;
        }

        var silent = sources.MinBy(s => s.ReceivedAt)!;
        if (ReferenceEquals(silent, _selected))
        {
            Volatile.Write(ref _selected, null);
        }

        Volatile.Write(ref _sources, [.. sources.Where(s => !ReferenceEquals(s, silent)), added]);
        return added;
    }
}

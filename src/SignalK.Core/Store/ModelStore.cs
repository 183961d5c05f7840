using System.Collections.Concurrent;
using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>
/// The full model: every context with its tree. Written by the ingest alone (under the hub's gate), read by anybody without
/// a lock.
/// </summary>
public sealed class ModelStore
{
    private readonly ConcurrentDictionary<string, ContextNode> _contexts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(SourceRef, string?, int?), Source> _sources = new();
    private readonly int _maxContexts;

    internal ModelStore(string selfContext, int maxContexts)
    {
        _maxContexts = maxContexts;
        Self = new ContextNode(selfContext);
        _contexts[selfContext] = Self;
    }

    /// <summary>The own vessel; always there.</summary>
    public ContextNode Self { get; }

    public int ContextCount => _contexts.Count;

    /// <summary>Contexts put out to make room for newer ones.</summary>
    public long Evicted { get; private set; }

    public IEnumerable<ContextNode> Contexts => _contexts.Select(c => c.Value);

    /// <summary>Every source seen; <see cref="Source.LastSeen"/> says when.</summary>
    public IEnumerable<Source> Sources => _sources.Select(s => s.Value);

    /// <summary>A context by name, <c>vessels.self</c> included; null when there is none.</summary>
    public ContextNode? Find(string name) =>
        name is "vessels.self" or "self" ? Self : _contexts.GetValueOrDefault(name);

    internal void Saw(Source source, DateTime timestamp)
    {
        // A producer reuses its source objects, so the look-up is for the first time alone.
        if (source.LastSeen == default)
        {
            var key = (source.Ref, source.Sentence, source.Pgn);
            if (_sources.Count < SourceRef.MaxSources || _sources.ContainsKey(key))
            {
                _sources[key] = source;
            }
        }

        source.LastSeen = timestamp;
    }

    /// <summary>The context of a delta; null for a name that is none.</summary>
    internal ContextNode? GetOrAdd(string? name, out ContextNode? evicted)
    {
        evicted = null;
        if (name is null || name == "vessels.self" || name == "self" || name.Length == 0)
        {
            return Self;
        }

        if (_contexts.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!IsName(name))
        {
            return null;
        }

        if (_contexts.Count >= _maxContexts)
        {
            evicted = Contexts.Where(c => !ReferenceEquals(c, Self)).MinBy(c => c.UpdatedAt);
            if (evicted is not null)
            {
                Remove(evicted);
                Evicted++;
            }
        }

        return _contexts[name] = new ContextNode(name);
    }

    /// <summary>The context of a delta that is not kept: one that nobody knows is made for the delta alone.</summary>
    internal ContextNode? FindOrPass(string? name) =>
        string.IsNullOrEmpty(name) ? Self : Find(name) ?? (IsName(name) ? new ContextNode(name) : null);

    private static bool IsName(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < name.Length - 1 && name.Length <= SkPath.MaxLength && !name.AsSpan().ContainsAny(' ', '*', '"');
    }

    internal void Remove(ContextNode context) => _contexts.TryRemove(context.Name, out _);
}

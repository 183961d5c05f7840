namespace SignalK.Plugins.Capabilities;

/// <summary>
/// How far a capability reaches: everything, nothing, or what a list covers. An intersection keeps the lists of both sides and
/// asks each, so it can never reach farther than either. Immutable, compared by content.
/// </summary>
public sealed class Scope : IEquatable<Scope>
{
    // Each list must cover a subject: no list is everything, an empty one is nothing.
    readonly ScopeRule[][] _lists;

    Scope(ScopeRule[][] lists) => _lists = lists;

    public static Scope All { get; } = new([]);

    public static Scope None { get; } = new([[]]);

    public bool IsAll => _lists.Length == 0;

    public bool IsNone => _lists.Any(list => list.Length == 0);

    /// <summary>The lists, each of which must cover a subject. None for everything.</summary>
    public IReadOnlyList<IReadOnlyList<ScopeRule>> Lists => _lists;

    public static Scope Of(params ReadOnlySpan<ScopeRule> rules) => rules.IsEmpty ? None : new([rules.ToArray()]);

    /// <param name="name">A path, an event, a host or a device.</param>
    /// <param name="port">Of a host.</param>
    public bool Allows(string name, int port = 0) => EachListHas(rule => rule.Covers(name, port));

    /// <summary>Whether something could be allowed under a condition that looks at rules alone.</summary>
    internal bool EachListHas(Func<ScopeRule, bool> condition)
    {
        foreach (var list in _lists)
        {
            if (!Array.Exists(list, rule => condition(rule)))
                return false;
        }
        return true;
    }

    public Scope Intersect(Scope other)
    {
        if (IsNone || other.IsNone)
            return None;
        if (other.IsAll)
            return this;
        var added = other._lists.Where(list => !_lists.Any(own => own.AsSpan().SequenceEqual(list)));
        return new Scope([.. _lists, .. added]);
    }

    public bool Equals(Scope? other)
    {
        if (other is null || other._lists.Length != _lists.Length)
            return false;
        for (var i = 0; i < _lists.Length; i++)
        {
            if (!_lists[i].AsSpan().SequenceEqual(other._lists[i]))
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Scope);

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (var list in _lists)
        {
            hash.Add(list.Length);
            foreach (var rule in list)
                hash.Add(rule);
        }
        return hash.ToHashCode();
    }

    /// <summary><c>all</c>, <c>none</c>, or the rules: <c>navigation.*, environment.wind.*</c>.</summary>
    public override string ToString() =>
        IsAll ? "all" : IsNone ? "none" : string.Join(" and of these ", _lists.Select(list => string.Join(", ", list.Select(rule => rule.Text))));
}

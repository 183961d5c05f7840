namespace SignalK.Plugins.Capabilities;

/// <summary>A scope for each capability. Immutable, compared by content.</summary>
public sealed class CapabilitySet : IEquatable<CapabilitySet>
{
    readonly Scope[] _scopes;

    CapabilitySet(Scope[] scopes) => _scopes = scopes;

    /// <summary>What a manifest without <c>wasmCapabilities</c> asks for.</summary>
    public static CapabilitySet Implied { get; } = Make(capability => capability.IsImplied);

    /// <summary>What an operator who says nothing grants: all that is asked for, but no serial devices.</summary>
    public static CapabilitySet DefaultGrants { get; } = Make(capability => capability.IsGrantedByDefault);

    public static CapabilitySet None { get; } = Make(_ => false);

    public Scope this[Capability capability] => _scopes[(int)capability];

    public CapabilitySet With(Capability capability, Scope scope)
    {
        var scopes = _scopes.ToArray();
        scopes[(int)capability] = scope;
        return new CapabilitySet(scopes);
    }

    public CapabilitySet Intersect(CapabilitySet other) => new([.. _scopes.Zip(other._scopes, (own, others) => own.Intersect(others))]);

    static CapabilitySet Make(Func<Capability, bool> all) =>
        new([.. CapabilityFacts.All.Select(capability => all(capability) ? Scope.All : Scope.None)]);

    public bool Equals(CapabilitySet? other) => other is not null && _scopes.AsSpan().SequenceEqual(other._scopes);

    public override bool Equals(object? obj) => Equals(obj as CapabilitySet);

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (var scope in _scopes)
            hash.Add(scope);
        return hash.ToHashCode();
    }
}

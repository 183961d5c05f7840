using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Settings;

/// <summary>What the operator lets one plugin use and do.</summary>
public sealed record PluginPolicy(PluginLimits Limits, CapabilitySet Grants)
{
    public static PluginPolicy Default { get; } = new(PluginLimits.Default, CapabilitySet.DefaultGrants);
}

/// <summary><c>wasm.limits</c> and <c>wasm.plugins</c> of settings.json. Immutable, compared by content.</summary>
/// <param name="limits">Of every plugin that has none of its own.</param>
/// <param name="own">By either id.</param>
public sealed class PluginPolicies(PluginLimits limits, IReadOnlyDictionary<string, PluginPolicy> own) : IEquatable<PluginPolicies>
{
    public static PluginPolicies Default { get; } = new(PluginLimits.Default, new Dictionary<string, PluginPolicy>());

    public PluginLimits Limits { get; } = limits;

    /// <summary>Those that the settings name, by the id that they use.</summary>
    public IReadOnlyDictionary<string, PluginPolicy> Own { get; } = own;

    /// <summary>Some of them are not the operator's to say anything about.</summary>
    public ShippedPlugins Shipped { get; init; } = ShippedPlugins.None;

    public PluginPolicy Of(PluginId id)
    {
        var policy = Own.TryGetValue(id.Package, out var own) || Own.TryGetValue(id.Derived, out own) ? own : PluginPolicy.Default with { Limits = Limits };
        if (Shipped.LockOf(id) is null)
            return policy;
        return policy with { Grants = Shipped.GrantsOf(id).Aggregate(CapabilitySet.DefaultGrants, (grants, said) => grants.With(said.Key, said.Value)) };
    }

    public bool Equals(PluginPolicies? other) =>
        other is not null && Limits == other.Limits && Own.Count == other.Own.Count
        && Own.All(entry => other.Own.TryGetValue(entry.Key, out var policy) && policy == entry.Value);

    public override bool Equals(object? obj) => Equals(obj as PluginPolicies);

    public override int GetHashCode() => HashCode.Combine(Limits, Own.Count);
}

using SignalK.Core.Storage;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>The operator's word, kept in memory.</summary>
sealed class MemoryPolicyStore(PluginLimits limits, ShippedPlugins? shipped = null) : IPluginPolicyStore
{
    private readonly Dictionary<string, PluginPolicy> _own = [];

    public PluginPolicies Current => new(limits, _own) { Shipped = shipped ?? ShippedPlugins.None };

    public event Action? Changed;

    public WriteOutcome SetGrants(PluginId id, IReadOnlyDictionary<Capability, Scope> grants)
    {
        var policy = Current.Of(id);
        _own[id.Package] = policy with { Grants = grants.Aggregate(policy.Grants, (set, grant) => set.With(grant.Key, grant.Value)) };
        Changed?.Invoke();
        return WriteOutcome.Written;
    }

    public WriteOutcome SetLimits(PluginId id, IReadOnlyDictionary<PluginLimit, long> values)
    {
        var policy = Current.Of(id);
        _own[id.Package] = policy with { Limits = values.Aggregate(policy.Limits, (set, value) => value.Key.Set(set, value.Value)) };
        Changed?.Invoke();
        return WriteOutcome.Written;
    }

    public WriteOutcome Forget(PluginId id)
    {
        _own.Remove(id.Package);
        return WriteOutcome.Written;
    }

    public IReadOnlySet<Capability> Recorded(PluginId id) => new HashSet<Capability>();
}

using SignalK.Core.Storage;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Packages;

sealed class FakePolicyStore : IPluginPolicyStore
{
    readonly Dictionary<string, Dictionary<Capability, Scope>> _grants = [];

    public PluginPolicies Current => new(PluginLimits.Default, _grants.ToDictionary(
        entry => entry.Key,
        entry => PluginPolicy.Default with { Grants = entry.Value.Aggregate(CapabilitySet.DefaultGrants, (set, grant) => set.With(grant.Key, grant.Value)) }));

    public event Action? Changed;

    public WriteOutcome SetGrants(PluginId id, IReadOnlyDictionary<Capability, Scope> grants)
    {
        _grants.TryAdd(id.Package, []);
        foreach (var (capability, scope) in grants)
            _grants[id.Package][capability] = scope;
        Changed?.Invoke();
        return WriteOutcome.Written;
    }

    public WriteOutcome SetLimits(PluginId id, IReadOnlyDictionary<PluginLimit, long> limits) => throw new NotSupportedException();

    public WriteOutcome Forget(PluginId id)
    {
        _grants.Remove(id.Package);
        return WriteOutcome.Written;
    }

    public IReadOnlySet<Capability> Recorded(PluginId id) => _grants.TryGetValue(id.Package, out var grants) ? grants.Keys.ToHashSet() : [];
}

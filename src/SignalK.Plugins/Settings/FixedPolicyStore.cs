using SignalK.Core.Storage;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Settings;

/// <summary>Policies that nobody changes: for tools that run a plugin without a server.</summary>
public sealed class FixedPolicyStore(PluginPolicies policies) : IPluginPolicyStore
{
    private const string Refusal = "policies are fixed here";

    public PluginPolicies Current => policies;

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public WriteOutcome SetGrants(PluginId id, IReadOnlyDictionary<Capability, Scope> grants) => WriteOutcome.Failed(Refusal);

    public WriteOutcome SetLimits(PluginId id, IReadOnlyDictionary<PluginLimit, long> limits) => WriteOutcome.Failed(Refusal);

    public WriteOutcome Forget(PluginId id) => WriteOutcome.Failed(Refusal);

    public IReadOnlySet<Capability> Recorded(PluginId id) => new HashSet<Capability>();
}

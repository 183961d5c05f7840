using SignalK.Core.Storage;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Settings;

/// <summary>
/// What the operator lets plugins use and do, kept in settings.json and so never touched by the save of a plugin's
/// configuration. Thread-safe.
/// </summary>
public interface IPluginPolicyStore
{
    /// <summary>As last read or written.</summary>
    PluginPolicies Current { get; }

    /// <summary>After <see cref="Current"/> changed.</summary>
    event Action? Changed;

    /// <summary>Writes these grants of one plugin; others of it stay.</summary>
    WriteOutcome SetGrants(PluginId id, IReadOnlyDictionary<Capability, Scope> grants);

    /// <summary>Writes these limits of one plugin, in the unit of their name; others of it stay.</summary>
    WriteOutcome SetLimits(PluginId id, IReadOnlyDictionary<PluginLimit, long> limits);

    /// <summary>Forgets all about one plugin.</summary>
    WriteOutcome Forget(PluginId id);

    /// <summary>Which capabilities the settings say something about, for this plugin.</summary>
    IReadOnlySet<Capability> Recorded(PluginId id);
}

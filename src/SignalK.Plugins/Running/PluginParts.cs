using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Running;

/// <summary>What all actors share beside what the appliance lends them.</summary>
internal sealed record PluginParts(
    PluginServices Services, PluginPaths Paths, PluginConfigStore Configs, CrashStore Crashes, PluginStorage Storage, GuestSlots Slots, MailCarrier Carrier)
{
    /// <summary>What the operator lets a plugin do and use, as the settings stand now.</summary>
    public required Func<PluginId, PluginPolicy> Policy { get; init; }

    /// <summary>Why no plugin may run; null when they may.</summary>
    public required Func<string?> Held { get; init; }
}

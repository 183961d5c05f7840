using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    private volatile Shown _shown = new(PluginState.Stopped, null, null, "{}", null);

    public PluginState State => _shown.State;

    public PluginPackage Package => Volatile.Read(ref _package);

    /// <summary>What it shows of itself now. Any thread.</summary>
    public PluginStatus Status
    {
        get
        {
            var shown = _shown;
            var session = Volatile.Read(ref _session);
            var manifest = Package.Manifest;
            var config = _parts.Configs.Read(Id);
            return new PluginStatus
            {
                Id = Id,
                Name = shown.Name ?? manifest.DisplayName ?? manifest.Name,
                Version = manifest.Version,
                Description = manifest.Description,
                Keywords = manifest.Keywords,
                Schema = shown.Schema,
                State = shown.State,
                StatusMessage = session?.StatusMessage ?? "",
                LastError = shown.Error ?? session?.ErrorMessage ?? config.Fault,
                Data = config.Data,
                Enabled = config.Enabled is true,
                EnableDebug = config.EnableDebug,
                Engine = shown.Engine,
                Capabilities = TextOf(Grant.Capabilities.Scopes),
                Requested = TextOf(manifest.Capabilities),
                Granted = TextOf(_policy.Grants),
                RestartIn = shown.State == PluginState.Crashed ? _timers.RestartIn : null,
                Statistics = Statistics(session),
            };
        }
    }

    private PluginGrant Grant => new(Id, EffectiveCapabilities.Of(_package.Manifest.Capabilities, _policy.Grants), _policy.Limits);

    private PluginStatistics Statistics(PluginSession? session) => new()
    {
        MemoryBytes = _counters.MemoryBytes,
        FuelUsed = _fuel.Total,
        FuelPerMinute = _fuel.LastMinute,
        Calls = _counters.Calls,
        MailboxBytes = _mailbox.Bytes,
        WaitingCalls = _asks.Count,
        DeltasIn = _counters.DeltasIn,
        DeltasOut = _counters.DeltasOut,
        DeltasDropped = _mailbox.Dropped + _mailbox.Overruns,
        DeltasRefused = _counters.DeltasRefused,
        LogLines = _counters.LogLines,
        LogLinesDropped = session?.LogLinesDropped ?? 0,
        Denied = _counters.Denied,
        Crashes = _counters.Crashes,
        Reloads = _counters.Reloads,
        DiskBytes = _quota?.UsedBytes ?? Volatile.Read(ref _diskBytes),
    };

    private static string TextOf(CapabilitySet capabilities)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(text))
        {
            CapabilityWriter.Write(writer, capabilities);
        }

        return System.Text.Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private void Show(PluginState state, string? error = null) => _shown = _shown with { State = state, Error = error };

    /// <summary>What others see; replaced as a whole.</summary>
    private sealed record Shown(PluginState State, string? Error, string? Name, string Schema, string? Engine);
}

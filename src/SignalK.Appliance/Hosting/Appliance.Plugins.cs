using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Streams;
using SignalK.Plugins;
using SignalK.Plugins.Running;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Hosting;

sealed partial class Appliance
{
    readonly ProviderRegistry _providers = new();
    readonly BinaryStreams _binaryStreams = new();
    readonly PluginHost _plugins;
    Task _pluginsStarted = Task.CompletedTask;

    /// <summary>What the boat's data do not wait for.</summary>
    public void StartPlugins()
    {
        _engine.Choose(_stop.Token);
        _pluginsStarted = StartPluginsAsync();
    }

    async Task StartPluginsAsync()
    {
        try
        {
            await _engine.Chosen;
            await _plugins.StartAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The end came first.
        }
    }

    async Task StopPluginsAsync()
    {
        await _pluginsStarted;
        await _plugins.DisposeAsync();
        await _engine.StopAsync();
    }

    PluginHost MakePlugins(PutHandlers handlers) => new(
        new PluginHostOptions { ConfigDirectory = _configuration.Paths.Directory },
        new PluginServices
        {
            Hub = _hub,
            PutHandlers = handlers,
            Providers = _providers,
            Streams = _binaryStreams,
            Faults = Faults,
            Engine = _engine.Get,
            Time = _time,
            Loggers = _loggers,
        },
        new FixedPolicyStore(_configuration.Settings.Plugins));
}

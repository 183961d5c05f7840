using SignalK.Appliance.Configuration;
using SignalK.Appliance.Plugins;
using SignalK.Connections.Bus;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Streams;
using SignalK.Plugins;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Devices;
using SignalK.Plugins.Events;
using SignalK.Plugins.Network;
using SignalK.Plugins.Running;

namespace SignalK.Appliance.Hosting;

sealed partial class Appliance
{
    readonly ProviderRegistry _providers = new();
    readonly BinaryStreams _binaryStreams = new();
    readonly ServerEvents _events = new(TimeProvider.System);
    SafeMode? _safeMode;
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

        // Stopped on purpose, which a crash is not.
        _safeMode?.Settle();
        _safeMode?.Dispose();
        await _engine.StopAsync();
    }

    // Counting a start waits for the medium: the boat's data, which are being served by now, do not.
    string? BeginSafeMode()
    {
        _safeMode = SafeMode.Begin(_configuration.Paths.Directory, Environment.GetEnvironmentVariable, _time);
        if (_safeMode.Held is { } held)
            Faults.Raise("plugins.safe-mode", held);
        return _configuration.Settings.RunsPlugins ? _safeMode.Held : "plugins are switched off in the settings (interfaces.wasm)";
    }

    PluginHost MakePlugins(PutHandlers handlers) => new(
        new PluginHostOptions
        {
            ConfigDirectory = _configuration.Paths.Directory,
            Shipped = _kit.Plugins,
            Held = BeginSafeMode,
            Released = () => _safeMode?.Leave(),
        },
        new PluginServices
        {
            Hub = _hub,
            PutHandlers = handlers,
            Providers = _providers,
            Streams = _binaryStreams,
            Events = _events,
            Devices = DevicesFor,
            Debugs = DebugNames.From(Environment.GetEnvironmentVariable("DEBUG")).Covers,
            Faults = Faults,
            Engine = _engine.Get,
            Time = _time,
            Loggers = _loggers,
        },
        new PluginPolicyStore(_configuration.Paths, _kit.Plugins));

    /// <summary>What plugins hear of the server, while one listens.</summary>
    void WireEvents(SentenceBus bus)
    {
        SentenceEvents.Wire(_events, bus);
        new ServerReports(
            _events,
            new ServerFigures(() => _hub.Sequence, () => _hub.Store.Self.PathCount, () => _server.Streams.Clients.Count, _connections.Status),
            _time).Wire(_configuration.Self, _configuration.Settings.Priorities);
    }

    /// <summary>What one run of a plugin reaches beyond the appliance.</summary>
    PluginDevices DevicesFor(PluginGrant grant)
    {
        var (may, limits, none) = (grant.Capabilities, grant.Limits, PluginDevices.None);
        var names = new NameResolver();
        return new PluginDevices(
            may.Has(Capability.RawSockets) ? new PluginSockets(SocketOptions.Of(may, limits, names, _time)) : none.Sockets,
            may.Has(Capability.SerialPorts)
                ? new PluginSerial(new PluginSerialDevices(_connections), may.CanOpen, reason => LogRefusal(_log, grant.Id, reason), _time)
                : none.Serial,
            may.Has(Capability.Network)
                ? new PluginFetch(FetchOptions.Of(may, limits, names, _time) with { UserAgent = $"SignalK.Appliance/{Product.Version}" })
                : none.Fetch);
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "[{Plugin}] {Reason}")]
    static partial void LogRefusal(ILogger logger, PluginId plugin, string reason);
}

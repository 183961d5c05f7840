using System.Net;
using System.Text;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Demo;
using SignalK.Appliance.Wasm;
using SignalK.Connections;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Connections.Recording;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Core.Storage;
using SignalK.Core.Store;
using SignalK.Server;
using SignalK.Server.Security;
using SignalK.Server.Streams;
using SignalK.Server.Tls;

namespace SignalK.Appliance.Hosting;

/// <summary>The composition root: makes every part, ties them together, starts them and stops them again.</summary>
sealed partial class Appliance : IAsyncDisposable
{
    readonly RunOptions _run;
    readonly ILoggerFactory _loggers;
    readonly ILogger _log;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _stop = new();
    readonly Hub _hub;
    readonly TcpStreamServer _tcpStreams;
    readonly SignalKServer _server;
    readonly ConnectionManager _connections;
    readonly Recorder _recorder;
    readonly PluginEngine _engine;
    readonly Configuration.Configuration _configuration;

    public Appliance(RunOptions run, ILoggerFactory loggers, TimeProvider time)
    {
        (_run, _loggers, _time) = (run, loggers, time);
        _log = loggers.CreateLogger("SignalK.Appliance");
        Faults = new FaultBoard(time);
        _configuration = LoadConfiguration();
        _kit = LoadVendor();
        var settings = _configuration.Settings;

        _hub = new Hub(HubOptionsOf(settings), time) { DefaultMeta = PathMetadata.Find };
        IngestBaseDeltas();
        var requests = new RequestManager(time);
        var handlers = new PutHandlers(requests);
        MetaHandler.Register(handlers, _hub, new OwnerMetadata(_configuration));

        var budget = new ByteBudget(settings.DiskBudget);
        _recorder = new Recorder(
            new RecorderOptions { Directory = _configuration.Paths.Recordings, MaxBytes = settings.DiskBudget }, loggers, time, Faults, budget.Share("recordings"));
        var bus = new SentenceBus();
        _connections = new ConnectionManager(new ConnectionServices
        {
            Bus = bus,
            Hub = _hub,
            Loggers = loggers,
            Time = time,
            Recorder = _recorder,
            Faults = Faults,
            ClockTrusted = () => time.GetUtcNow() >= Product.NotBefore,
        });

        var security = LoadSecurity();
        _engine = new PluginEngine(settings.WasmEngine, Faults, _log);
        _plugins = MakePlugins(handlers);
        _server = new SignalKServer(
            new ServerOptions
            {
                Listen = Endpoints.Dual(settings.Listen, settings.HttpPort),
                SecureListen = settings.HttpsPort is { } https ? Endpoints.Dual(settings.Listen, https) : [],
                ExternalSecurePort = settings.ExternalHttpsPort,
                RedirectsToSecure = settings.RedirectsToHttps,
                Version = Product.Version,
                Runtime = RuntimeSupport.Framework,
                ConfigDirectory = _configuration.Paths.Directory,
                ShippedPackages = [.. _kit.Plugins.Packages.Select(package => package.Directory)],
                SecurityEnabled = settings.SecurityEnabled,
            },
            new ServerServices
            {
                Hub = _hub,
                Requests = requests,
                PutHandlers = handlers,
                Faults = Faults,
                Security = security,
                Machine = Machine(security),
                Certificates = settings.HttpsPort is null ? null
                    : new CertificateFiles(_configuration.Paths.Directory, Faults, time, Product.NotBefore, _log),
                Budget = budget,
                Connections = _connections.Status,
                Plugins = _plugins,
                Providers = _providers,
                BinaryStreams = _binaryStreams,
                TcpStreamPort = () => StreamEndpoints is [var first, ..] ? first.Port : null,
                Engine = () => _engine.Status,
                Time = time,
                Loggers = loggers,
            });
        WireEvents(bus);
        _tcpStreams = new TcpStreamServer(_server.Streams, _ => _server.Authenticator.Stranger);
    }

    public FaultBoard Faults { get; }

    public Probe Probe => new(_hub, _server.Streams);

    IReadOnlyList<IPEndPoint> StreamEndpoints => _tcpStreams.Endpoints;

    /// <summary>Opens everything that listens or dials.</summary>
    /// <exception cref="BindException">HTTP cannot listen where it should: there is no appliance without it.</exception>
    public async Task StartAsync()
    {
        await _server.StartAsync(_stop.Token);
        var settings = _configuration.Settings;
        if (settings.StreamPort is { } port)
            new StreamListener(_tcpStreams, Endpoints.Single(settings.Listen, port), Faults, _time, _log).Start(_stop.Token);
        var planFaults = new FaultList("settings.json");
        var plan = ConnectionPlan.Make(settings, _run, _configuration.Paths, _kit, planFaults);
        Show(planFaults.Faults);
        await _connections.ApplyAsync(plan);
        FeedClock();
        WatchUpdates();
        if (_run is { Demo: true, DemoFile: null })
            _ = new DemoFeeder(Nmea0183Endpoint, _run.Speed, _time, _loggers.CreateLogger("SignalK.Appliance.Demo")).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _tcpStreams.Dispose();
        await Task.WhenAll(_server.StopAsync(), _connections.DisposeAsync().AsTask(), StopPluginsAsync());
        await _recorder.DisposeAsync();
        await _server.DisposeAsync();
        _backups?.Dispose();
        _hub.Dispose();
        _stop.Dispose();
    }

    Configuration.Configuration LoadConfiguration()
    {
        var environmentFaults = new FaultList("environment");
        var configuration = Configuration.Configuration.Load(_run.Paths, _run.GetOverrides(environmentFaults));
        Show(environmentFaults.Faults);
        Show(configuration.Faults);
        return configuration;
    }

    SecurityStore LoadSecurity()
    {
        var store = new SecurityStore(_configuration.Paths.Security);
        if (store.Fault is { } fault)
            Show([new ConfigFault("security.json", "", fault)]);
        return store;
    }

    void Show(IEnumerable<ConfigFault> faults)
    {
        foreach (var fault in faults)
        {
            Faults.Raise(fault.Key, fault.ToString());
            LogConfigFault(_log, fault.IsWarning ? LogLevel.Warning : LogLevel.Error, fault);
        }
    }

    HubOptions HubOptionsOf(Settings settings) => new()
    {
        Self = _configuration.Self.Context,
        MaxContextAge = settings.PruneContexts > TimeSpan.Zero ? settings.PruneContexts : TimeSpan.FromDays(365),
        ExpireValues = settings.ExpireValues,
        Priorities = new PriorityTable(
            settings.Priorities.Paths.ToDictionary(
                ranking => ranking.Path,
                IReadOnlyList<PriorityRow> (ranking) => [.. ranking.Sources.Select(source => new PriorityRow(source.SourceRef, source.Timeout))]),
            _time.TimestampFrequency,
            Settings.PriorityHoldDown),
    };

    /// <summary>The boat's static data enter as any data do, under the name that upstream gives them.</summary>
    void IngestBaseDeltas()
    {
        var ingress = _hub.RegisterIngress("defaults", Principal.Server);
        var reader = new DeltaReader(ingress.DefaultSource);
        var delta = new Delta();
        foreach (var text in _configuration.BaseDeltaTexts())
        {
            if (reader.Read(Encoding.UTF8.GetBytes(text), delta) is { } error)
                Show([new ConfigFault("baseDeltas.json", "", error)]);
            else
                _hub.Ingest(ingress, delta);
        }
    }

    IPEndPoint? Nmea0183Endpoint() => Bound<TcpServerOptions>().FirstOrDefault();

    IEnumerable<IPEndPoint> Bound<TOptions>()
        where TOptions : ConnectionOptions =>
        from status in _connections.Status()
        where _connections.Find(status.Id)?.Options is TOptions && status.Address is not null
        from address in status.Address!.Split(", ")
        let endpoint = IPEndPoint.TryParse(address, out var parsed) ? parsed : null
        where endpoint is not null
        select endpoint;

    [LoggerMessage(EventId = 1, Message = "{Fault}")]
    static partial void LogConfigFault(ILogger logger, LogLevel level, ConfigFault fault);
}

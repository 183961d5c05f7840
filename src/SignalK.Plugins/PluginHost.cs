using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Running;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins;

/// <summary>
/// All plugins of the appliance: found, run, watched and changed. What changes the set of plugins happens one after the other; each
/// plugin does its own on its own thread.
/// </summary>
public sealed partial class PluginHost : IPluginHost, IAsyncDisposable
{
    private readonly PluginHostOptions _options;
    private readonly PluginServices _services;
    private readonly PluginParts _parts;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly PluginConfigStore _configs;
    private readonly CrashStore _crashes;
    private readonly MailCarrier _carrier;
    private ImmutableDictionary<string, PluginActor> _actors = ImmutableDictionary<string, PluginActor>.Empty;
    private ImmutableArray<PluginPackage> _nodePackages = [];
    private ITimer? _watch;

    public PluginHost(PluginHostOptions options, PluginServices services, IPluginPolicyStore policies)
    {
        (_options, _services) = (options, services);
        var paths = new PluginPaths(options.ConfigDirectory) { Shipped = options.Shipped };
        _log = services.Loggers.CreateLogger("SignalK.Plugins");
        _configs = new PluginConfigStore(paths);
        _crashes = new CrashStore(paths, services.Time);
        _carrier = new MailCarrier(services.Time, options.DeliveryRound);
        var storage = new PluginStorage(paths);
        _installer = new PackageInstaller(paths, _configs, storage, policies, _crashes);
        _parts = new PluginParts(services, paths, _configs, _crashes, storage, new GuestSlots(services.Time), _carrier)
        {
            Policy = id => policies.Current.Of(id),
            Held = () => Held,
        };
        Policies = policies;
    }

    public string? Held { get; private set; }

    public IPluginPolicyStore Policies { get; }

    public IReadOnlyList<PluginStatus> Plugins =>
        [.. _actors.Values.Select(StatusOf).Concat(_nodePackages.Select(NodeStatus)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];

    public PluginStatus? Find(string id) =>
        Actor(id) is { } actor ? StatusOf(actor) : _nodePackages.FirstOrDefault(p => p.Id.Matches(id)) is { } node ? NodeStatus(node) : null;

    /// <summary>Finds the plugins and starts those that are enabled; completes when each runs, or has failed to.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        Held = _options.Held();
        if (Held is { } held)
        {
            LogHeld(_log, held);
        }

        await _changes.WaitAsync(cancel).ConfigureAwait(false);
        Task[] boots;
        try
        {
            await _installer.RecoverAsync().ConfigureAwait(false);
            Adopt();
            boots = [.. Take(Discover())];
            _watch = _services.Time.CreateTimer(static host => ((PluginHost)host!).LookAgain(), this, _options.WatchPeriod, _options.WatchPeriod);
        }
        finally
        {
            _changes.Release();
        }

        await Task.WhenAll(boots).WaitAsync(cancel).ConfigureAwait(false);
    }

    public PluginEndpoint? FindEndpoint(string id, string method, string path) => Actor(id)?.FindEndpoint(method, path);

    public IReadOnlyList<string> Crashes(string id) => Actor(id) is { } actor ? _crashes.CrashTexts(actor.Id) : [];

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync().ConfigureAwait(false);
        }

        await _changes.WaitAsync().ConfigureAwait(false);
        try
        {
            // Side by side: each may take as long as its guest's deadline lets it.
            await Task.WhenAll(_actors.Values.Select(actor => Task.Run(actor.Dispose))).ConfigureAwait(false);
            _actors = _actors.Clear();
        }
        finally
        {
            _changes.Release();
        }

        _crashes.Flush();
        _carrier.Dispose();
        _installer.Dispose();
    }

    private PluginActor? Actor(string id)
    {
        var actors = _actors;
        return actors.TryGetValue(id, out var actor) ? actor : actors.Values.FirstOrDefault(a => a.Id.Matches(id));
    }

    private PluginStatus StatusOf(PluginActor actor) => actor.Status with { Lock = _options.Shipped.LockOf(actor.Id) };

    private PluginStatus NodeStatus(PluginPackage package)
    {
        var config = _configs.Read(package.Id);
        return new PluginStatus
        {
            Id = package.Id,
            Name = package.Manifest.DisplayName ?? package.Manifest.Name,
            Version = package.Manifest.Version,
            Description = package.Manifest.Description,
            Keywords = package.Manifest.Keywords,
            State = PluginState.Unsupported,
            LastError = "a plugin for Node: it is kept as it is, and cannot run here",
            Data = config.Data,
            Enabled = config.Enabled is true,
            EnableDebug = config.EnableDebug,
        };
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "no plugin is started: {Why}")]
    private static partial void LogHeld(ILogger logger, string why);
}

/// <summary>Where plugins lie and how they are watched.</summary>
public sealed record PluginHostOptions
{
    /// <summary>Holds <c>node_modules/</c> and <c>plugin-config-data/</c>.</summary>
    public required string ConfigDirectory { get; init; }

    /// <summary>Plugins that came with the machine.</summary>
    public ShippedPlugins Shipped { get; init; } = ShippedPlugins.None;

    /// <summary>Why no plugin may run (safe mode, switched off), null as a rule: asked at the start of plugins, not before.</summary>
    public Func<string?> Held { get; init; } = static () => null;

    /// <summary>Called when the owner let plugins run after all.</summary>
    public Action? Released { get; init; }

    /// <summary>How often the packages' files are looked at. Changed files are loaded when they stay the same for one period.</summary>
    public TimeSpan WatchPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long deltas may wait to be handed on together; zero in tests.</summary>
    public TimeSpan DeliveryRound { get; init; } = TimeSpan.FromMilliseconds(5);
}

using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Core.Streams;
using SignalK.Plugins.Events;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Running;
using SignalK.Plugins.Settings;
using SignalK.TestKit;
using SignalK.Wasm;
using SignalK.Wasm.Managed;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>A hub with plugins in a folder of its own, under a clock that the test moves.</summary>
sealed class Boat : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("signalk-plugins-").FullName;
    private readonly Ingress _ingress;
    private PluginHost? _host;

    public Boat(PluginLimits? limits = null)
    {
        Limits = limits ?? PluginLimits.Default with { CallDeadline = TimeSpan.FromSeconds(5) };
        Hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:signalk:uuid:1", ExpireValues = false }, Time);
        _ingress = Hub.RegisterIngress("gps", Principal.Server);
        Requests = new RequestManager(Time);
        Handlers = new PutHandlers(Requests);
        Faults = new FaultBoard(Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public PluginLimits Limits { get; }

    public Hub Hub { get; }

    public RequestManager Requests { get; }

    public PutHandlers Handlers { get; }

    public FaultBoard Faults { get; }

    public ProviderRegistry Providers { get; } = new();

    public BinaryStreams Streams { get; } = new();

    public ServerEvents Events => field ??= new ServerEvents(Time);

    public MemoryPolicyStore Policies => field ??= new MemoryPolicyStore(Limits, Shipped);

    public LogBook Log { get; } = new();

    /// <summary>The ways out of its plugins; none unless a test gives some.</summary>
    public Func<PluginGrant, PluginDevices> Devices { get; set; } = static _ => PluginDevices.None;

    public string? HeldReason { get; init; }

    public ShippedPlugins Shipped { get; set; } = ShippedPlugins.None;

    public IWasmEngine Engine { get; } = WasmEngines.Select(WasmEnginePreference.Managed, WasmEngineOptions.Default).Engine!;

    public PluginHost Host => _host ?? throw new InvalidOperationException("not started");

    public string Config => _folder;

    /// <summary>Lays a package into node_modules, enabled with a configuration; null lays no configuration file.</summary>
    public string Install(string source, string? configuration = "{}", bool enabled = true, string? name = null)
    {
        name ??= PackageNameOf(source);
        var target = Path.Combine(_folder, "node_modules", name);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        if (configuration is not null)
        {
            var data = Path.Combine(_folder, "plugin-config-data");
            Directory.CreateDirectory(data);
            File.WriteAllText(
                Path.Combine(data, new PluginId(name).Derived + ".json"),
                $$"""{"configuration":{{configuration}},"enabled":{{(enabled ? "true" : "false")}}}""");
        }

        return target;
    }

    public async Task StartAsync()
    {
        _host = new PluginHost(
            new PluginHostOptions { ConfigDirectory = _folder, DeliveryRound = TimeSpan.Zero, Held = () => HeldReason, Shipped = Shipped },
            new PluginServices
            {
                Hub = Hub,
                PutHandlers = Handlers,
                Providers = Providers,
                Streams = Streams,
                Faults = Faults,
                Events = Events,
                Devices = Devices,
                Engine = () => (Engine, "test"),
                Time = Time,
                Loggers = Log,
            },
            Policies);
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    public PluginStatus Plugin(string id) => Host.Find(id) ?? throw new InvalidOperationException($"no plugin {id}");

    public Task UntilAsync(string id, PluginState state) =>
        Eventually.Is(() => Plugin(id).State == state, () => $"{id} is {Plugin(id).State} ({Plugin(id).LastError}), not {state}\n{Log}");

    public void Send(string path, SkValue value)
    {
        var delta = new Delta();
        delta.Add().Add(SkPath.Of(path), value);
        Assert.True(Hub.Ingest(_ingress, delta));
    }

    public SkValue? Value(string path)
    {
        var node = Hub.Store.Self.Root;
        foreach (var segment in path.Split('.'))
        {
            if (node.Find(segment) is not { } child)
            {
                return null;
            }

            node = child;
        }

        return node.Entry?.Selected?.Read().Value;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Engine.Dispose();
        Hub.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string PackageNameOf(string source)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(source, "package.json"), Encoding.UTF8));
        return document.RootElement.GetProperty("name").GetString()!;
    }
}

using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Core;
using SignalK.Core.Security;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Events;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Running;

/// <summary>
/// One run of a plugin, from its load to its end: what its guest sees of the appliance, and the owner of everything that it
/// registered. For the plugin's thread.
/// </summary>
internal sealed partial class PluginSession : IGuestHost, IDisposable
{
    // A plugin that others kept waiting answers what it heard meanwhile all at once: behind 45 that do their worst, almost three
    // seconds of it.
    internal const int LumpSeconds = 5;

    private readonly PluginServices _services;
    private readonly PluginGrant _grant;
    private readonly IPluginCalls _calls;
    private readonly PluginConfigStore _configs;
    private readonly PluginCounters _counters;
    private readonly PluginDevices _devices;
    private readonly PluginEvents _events;
    private readonly YieldingFetch _fetch;
    private readonly ILogger _log;
    private readonly List<IDisposable> _registrations = [];
    private readonly HashSet<string> _denials = new(StringComparer.Ordinal);
    private readonly Ingress _ingress;
    private readonly RateGate _changeGate;

    // Each save is a write to the medium, and none needs to be made more often than a person clicks.
    private readonly RateGate _saveGate;

    public PluginSession(
        PluginServices services, PluginGrant grant, IPluginCalls calls, PluginConfigStore configs, PluginCounters counters, PluginEvents events,
        GuestSlots.Share slot, ILogger log)
    {
        (_services, _grant, _calls, _configs, _counters, _events, _log) = (services, grant, calls, configs, counters, events, log);
        events.Begin(grant.Capabilities.CanHear);
        _devices = services.Devices(grant);
        _fetch = new YieldingFetch(_devices.Fetch, slot);
        _ingress = services.Hub.RegisterIngress(grant.Id.Package, new Principal(grant.Id.Package, Access.Write));
        _reader = new(_ingress.DefaultSource);
        _passingReader = new(_ingress.DefaultSource) { IsPassing = true };
        _deltaGate = new RateGate(grant.Limits.DeltasPerSecond, grant.Limits.DeltasPerSecond * LumpSeconds, services.Time);
        _logGate = new RateGate(grant.Limits.LogLinesPerSecond, services.Time);
        _changeGate = new RateGate(10, 512, services.Time);
        _saveGate = new RateGate(1, 10, services.Time);
    }

    /// <summary>Debug lines of the guest are shown.</summary>
    public bool IsDebug { get; init; }

    /// <summary>What the guest last said of itself; empty for nothing.</summary>
    public string StatusMessage { get; private set; } = "";

    public string? ErrorMessage { get; private set; }

    public IGuestSockets Sockets => _devices.Sockets;

    public IGuestSerial Serial => _devices.Serial;

    public IGuestFetch Fetch => _fetch;

    /// <summary>Lines of log that were too many.</summary>
    public long LogLinesDropped => _logGate.Refused;

    /// <summary>Somebody wants the plugin's thread: no fetch is waited for until it is <paramref name="isWanted"/> no more. Any thread.</summary>
    public void Want(bool isWanted) => _fetch.Want(isWanted);

    public void SetStatus(string message) => StatusMessage = message;

    public void SetError(string message)
    {
        ErrorMessage = message.Length == 0 ? null : message;
        if (ErrorMessage is not null)
        {
            Log(GuestLogLevel.Error, Encoding.UTF8.GetBytes(message));
        }
    }

    public bool HasCapability(string name) => _grant.Capabilities.Has(name);

    public bool WriteConfiguration(IBufferWriter<byte> json)
    {
        Encoding.UTF8.GetBytes(_configs.Read(_grant.Id).Configuration ?? "{}", json);
        return true;
    }

    public bool SaveConfiguration(ReadOnlySpan<byte> json)
    {
        if (!_saveGate.TryPass())
        {
            return false;
        }

        var saved = _configs.SaveConfiguration(_grant.Id, json.ToArray());
        if (!saved.Ok)
        {
            Log(GuestLogLevel.Warning, Encoding.UTF8.GetBytes($"sk_save_config: {saved.Error}"));
        }

        return saved.Ok;
    }

    /// <summary>Takes back all that the guest registered, and closes its sockets and ports.</summary>
    public void Dispose()
    {
        for (var i = _registrations.Count - 1; i >= 0; i--)
        {
            _registrations[i].Dispose();
        }

        _registrations.Clear();
        EndStreams();
        _devices.Dispose();
    }

    /// <summary>What it registers and subscribes to costs others something: as much at once as any plugin has, then ten a second.</summary>
    private bool MayChange() => _changeGate.TryPass();

    private bool Allows(Capability capability) => _grant.Capabilities.Has(capability) || Deny(capability, null);

    /// <summary>Counts, and says it once for each thing that was asked for.</summary>
    private bool Deny(Capability capability, string? what)
    {
        _counters.Denied++;
        if (_denials.Count < 100 && _denials.Add($"{capability} {what}"))
        {
            LogDenied(_log, _grant.Id.Package, capability.Name, what is null ? "" : $": {what}");
        }

        return false;
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "[{Plugin}] is not allowed {Capability}{What}")]
    private static partial void LogDenied(ILogger logger, string plugin, string capability, string what);

    [LoggerMessage(EventId = 102, Message = "[{Plugin}] {Text}")]
    private static partial void LogSaid(ILogger logger, LogLevel level, string plugin, string text);
}

using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Core.Streams;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Events;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Running;
using SignalK.Plugins.Settings;
using SignalK.Wasm;

namespace SignalK.Plugins.Replay;

/// <summary>
/// Runs one plugin over recorded deltas, in a world of its own: the limits and grants of a server, but a clock that the recording
/// moves, random numbers that repeat, a hub that nobody else uses, no network and no devices.
/// </summary>
public sealed partial class PluginReplay : IPluginCalls, IDisposable
{
    private static readonly TimeSpan s_pollPeriod = TimeSpan.FromSeconds(1);

    // More of a gap than anybody waits for: a recording of another day goes on at once.
    private const int MostPollsInAGap = 3600;

    private readonly ReplayClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Hub _hub;
    private readonly Ingress _ingress;
    private readonly DeltaReader _reader;
    private readonly Delta _delta = new();
    private readonly PluginPackage _package;
    private readonly PluginPolicy _policy;
    private readonly IWasmEngine _engine;
    private readonly PluginServices _services;
    private readonly PluginConfigStore _configs;
    private readonly string _directory;
    private readonly PluginCounters _counters = new();
    private readonly GuestSlots.Share _slot = new GuestSlots(1, TimeProvider.System).NewShare();
    private readonly Mailbox _mailbox;
    private readonly ILoggerFactory _loggers;
    private PluginSession? _session;
    private Guest? _guest;
    private DateTimeOffset _nextPoll;
    private long _polls;
    private ulong _fuel;
    private ulong _mostFuel;
    private string _mostFuelCall = "";
    private string _name;
    private string? _ended;

    /// <param name="package">The plugin.</param>
    /// <param name="policy">Its limits and grants.</param>
    /// <param name="engine">Made deterministic.</param>
    /// <param name="directory">An empty one: its configuration and its files.</param>
    /// <param name="loggers">Take what it logs, debug lines included.</param>
    public PluginReplay(PluginPackage package, PluginPolicy policy, IWasmEngine engine, string directory, ILoggerFactory loggers)
    {
        (_package, _policy, _engine, _directory, _loggers) = (package, policy, engine, directory, loggers);
        _name = package.Manifest.Name;
        _hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:signalk:uuid:00000000-0000-4000-8000-000000000000", ExpireValues = false }, _clock);
        _ingress = _hub.RegisterIngress("replay", Principal.Server);
        _reader = new DeltaReader(_ingress.DefaultSource);
        _configs = new PluginConfigStore(new PluginPaths(directory));
        _mailbox = new Mailbox(_hub, static () => { });
        var requests = new RequestManager(_clock);
        _services = new PluginServices
        {
            Hub = _hub,
            PutHandlers = new PutHandlers(requests),
            Providers = new ProviderRegistry(),
            Streams = new BinaryStreams(),
            Events = new ServerEvents(_clock),
            Faults = new FaultBoard(_clock),
            Engine = () => (engine, "replay"),
            Time = _clock,
            Loggers = loggers,
        };
        _hub.AddTap(new Emissions(this));
    }

    public PluginId Id => _package.Id;

    /// <summary>Takes each delta that the plugin emits, as the hub took it: JSON, valid during the call.</summary>
    public Action<ReadOnlyMemory<byte>>? Emitted { get; set; }

    public ReplayReport Report => new(
        _name, _ended, _counters.DeltasIn, _counters.DeltasOut, _polls, _fuel, _mostFuel, _mostFuelCall, _guest?.MemoryBytes ?? _counters.MemoryBytes,
        _counters.Denied, _counters.DeltasRefused, _session?.StatusMessage ?? "");

    /// <summary>Loads and starts it.</summary>
    /// <param name="configuration">JSON of its <c>configuration</c>.</param>
    /// <param name="at">When the recording begins; null leaves the replay's own time.</param>
    /// <returns>False when it does not run: the report says why.</returns>
    public bool Start(string configuration, DateTimeOffset? at)
    {
        if (at is { } begin)
        {
            _clock.MoveTo(begin);
        }

        _configs.Change(Id, Encoding.UTF8.GetBytes($$"""{"enabled":true,"enableDebug":true,"configuration":{{configuration}}}"""), out var config);
        _nextPoll = _clock.GetUtcNow() + s_pollPeriod;
        var limits = _policy.Limits.ForStart;
        if (_package.WasmPath is not { } path)
        {
            return End(_package.Faults is [var first, ..] ? first.ToString() : "the package has no module");
        }

        if (!_engine.TryLoad(File.ReadAllBytes(path), limits, out var module, out var refusal))
        {
            return End(refusal.ToString());
        }

        var grant = new PluginGrant(Id, EffectiveCapabilities.Of(_package.Manifest.Capabilities, _policy.Grants), _policy.Limits);
        var events = new PluginEvents(_services.Events, Id.Package, static () => { }, _clock);
        _session = new PluginSession(
            _services, grant, this, _configs, _counters, events, _slot, _loggers.CreateLogger("SignalK.Plugins"))
        { IsDebug = true };
        _slot.Enter();
        if (!Guest.TryCreate(module, grant.MakeOptions(new PluginStorage(new PluginPaths(_directory)), _clock) with { Random = new Random(1) }, _session, out _guest, out var fault))
        {
            return End(fault);
        }

        _guest.Name(out var name);
        _name = name ?? _name;
        OpenMailbox();
        _session.Subscribed = OpenMailbox;
        _guest.SetBudget(limits.Fuel, limits.Deadline);
        var started = Account("plugin_start", _guest.Start(Encoding.UTF8.GetBytes(config.StartText), out var code));
        _guest.SetBudget(_policy.Limits.FuelPerCall, _policy.Limits.CallDeadline);
        return started && (code == 0 || End($"plugin_start returned {code}"));
    }

    /// <summary>What the first update of a recorded delta says of its time; null when it says nothing.</summary>
    public DateTimeOffset? TimeOf(ReadOnlySpan<byte> json) => _reader.Read(json, _delta) is null ? TimeOf(_delta) : null;

    /// <summary>Hands over one recorded delta, after the polls of the time that passed before it.</summary>
    /// <param name="json">The delta.</param>
    /// <param name="at">When it came; null: now.</param>
    /// <returns>False when the replay has ended.</returns>
    public bool Hand(ReadOnlySpan<byte> json, DateTimeOffset? at)
    {
        if (_ended is not null || _guest is not { } guest)
        {
            return false;
        }

        if (_reader.Read(json, _delta) is { } fault)
        {
            return End($"the recording has a line that is no delta: {fault}");
        }

        if ((at ?? TimeOf(_delta)) is { } time && !PollUntil(guest, time))
        {
            return false;
        }

        _hub.Ingest(_ingress, _delta);
        return HandleMail(guest);
    }

    /// <summary>Stops it as a server would.</summary>
    public void Stop()
    {
        if (_ended is null && _guest is { } guest)
        {
            Account("plugin_stop", guest.Stop(out _));
        }
    }

    public Task<GuestAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, AskShape shape, CancellationToken cancel = default) =>
        Task.FromResult(new GuestAnswer(AskOutcome.NotRunning, default, "nobody asks in a replay"));

    public void Dispose()
    {
        _guest?.Dispose();
        _session?.Dispose();
        _mailbox.Dispose();
        _slot.Dispose();
        _hub.Dispose();
    }

    private void OpenMailbox()
    {
        if (_guest is { HandlesDeltas: true })
        {
            _mailbox.Open(_session!.Rules(_package.Manifest.Subscriptions), _session.ReadRight);
        }
    }

    private bool PollUntil(Guest guest, DateTimeOffset time)
    {
        if (time - _nextPoll > s_pollPeriod * MostPollsInAGap)
        {
            _nextPoll = time;
        }

        for (; _nextPoll <= time; _nextPoll += s_pollPeriod)
        {
            _clock.MoveTo(_nextPoll);
            if (guest.Polls)
            {
                _polls++;
                if (!Account("poll", guest.Poll(out _)) || !HandleMail(guest))
                {
                    return false;
                }
            }
        }

        _clock.MoveTo(time);
        return true;
    }

    // Its own deltas come back to it, as in a server: no more than it may send a second, or the replay would never end.
    private bool HandleMail(Guest guest)
    {
        for (var left = 1 + _policy.Limits.DeltasPerSecond; left > 0 && _mailbox.Next() is { IsEmpty: false } json; left--)
        {
            _counters.DeltasIn++;
            if (!Account("delta_handler", guest.HandleDelta(json)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Account(string export, in GuestCall call)
    {
        _fuel += call.Outcome.FuelUsed;
        if (call.Outcome.FuelUsed > _mostFuel)
        {
            (_mostFuel, _mostFuelCall) = (call.Outcome.FuelUsed, export);
        }

        return call.IsMissing || call.Outcome.Returned || End($"{export}: {call.Outcome}");
    }

    private bool End(string? why)
    {
        _ended ??= why;
        _counters.MemoryBytes = _guest?.MemoryBytes ?? 0;
        return false;
    }

    private static DateTimeOffset? TimeOf(Delta delta) =>
        delta.Count > 0 && delta[0].Timestamp is var time && time != default ? new DateTimeOffset(time, TimeSpan.Zero) : null;
}

using Microsoft.Extensions.Logging;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Events;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Settings;
using SignalK.Plugins.Supervision;

namespace SignalK.Plugins.Running;

/// <summary>
/// One plugin and the thread that everything of it happens on: its commands, its calls, its deltas, its ticks, one after the
/// other. Others post and read what it shows. Its guest, and all that the guest registered, is thrown away at a trap and at
/// each stop; the place in the stream of deltas stays while the plugin will be back.
/// </summary>
internal sealed partial class PluginActor : IPluginCalls, IDisposable
{
    private const int MaxCommands = 64;
    private const int MaxAsks = 64;

    // What one turn on a slot may take before others get theirs.
    private const int DeltasPerTurn = 64;

    private static readonly TimeSpan s_pollPeriod = TimeSpan.FromSeconds(1);

    private readonly PluginParts _parts;
    private readonly PluginServices _services;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _signal = new(false, spinCount: 0);
    private readonly WorkQueue<Action> _commands = new(MaxCommands);
    private readonly WorkQueue<Ask> _asks = new(MaxAsks);
    private readonly CrashWindow _window;
    private readonly Mailbox _mailbox;
    private readonly PluginEvents _events;
    private readonly PluginCounters _counters = new();
    private readonly Action _knock;
    private readonly Thread _thread;
    private FuelMeter _fuel;
    private PluginPackage _package;
    private readonly GuestSlots.Share _slot;

    // A radar has 4000 spokes a second, taken once a second.
    private readonly RateGate _pace = new(10_000, 5_000, TimeProvider.System);
    private PluginPolicy _policy;
    private Guest? _guest;
    private PluginSession? _session;
    private volatile bool _isEnded;

    public PluginActor(PluginParts parts, PluginPackage package)
    {
        (_parts, _services, _package) = (parts, parts.Services, package);
        Id = package.Id;
        _policy = parts.Policy(Id);
        _log = _services.Loggers.CreateLogger("SignalK.Plugins");
        _window = new CrashWindow(_services.Time);
        _fuel = new FuelMeter(_policy.Limits.FuelPerMinute, _services.Time);
        _knock = _signal.Set;
        _mailbox = new Mailbox(_services.Hub, parts.Carrier.Ring);
        _events = new PluginEvents(_services.Events, Id.Package, _knock, _services.Time);
        _timers = new Timers(_services.Time, _knock);
        _slot = parts.Slots.NewShare();
        parts.Carrier.Add(_knock);
        _thread = PluginThread.Start($"plugin {Id.Derived}", Run);
    }

    public PluginId Id { get; }

    /// <summary>Stops the guest and ends the thread; waits no longer than a guest may take.</summary>
    public void Dispose()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        _signal.Set();
        Volatile.Read(ref _guest)?.Interrupt();
        _thread.Join(_policy.Limits.CallDeadline + _policy.Limits.FetchDeadline);
        _parts.Carrier.Remove(_knock);
        _timers.Dispose();
    }

    private void Run()
    {
        while (!_isEnded)
        {
            _signal.Wait();
            _signal.Reset();
            while (!_isEnded && TryStep())
            {
            }
        }

        StopGuest();
        Silence();
        Unload();
        RefuseAsks(AskOutcome.NotRunning, "the plugin was stopped");
        Show(PluginState.Stopped);
        _slot.Dispose();
    }

    // On a thread of ours nobody else catches anything: one plugin's trouble would end the boat's server.
    private bool TryStep()
    {
        try
        {
            return Step();
        }
        catch (Exception e)
        {
            LogFailed(_log, e, Id.Package);
            Fail($"a fault of the server's own: {e.Message}");
            return true;
        }
    }

    /// <summary>The next thing to do; false when there is none.</summary>
    private bool Step()
    {
        if (_commands.TryTake(out var command))
        {
            command();
            return true;
        }

        if (_timers.RestartIsDue())
        {
            Restart();
            return true;
        }

        if (_guest is null || State != PluginState.Running)
        {
            RefuseAsks(AskOutcome.NotRunning, $"the plugin {Id} is {State.Name}");
            return false;
        }

        if (_fuel.Left == 0)
        {
            // Deltas wait, and become the newest values if it takes long; whoever asks is told at once.
            _timers.WakeAfter(_fuel.Wait);
            RefuseAsks(AskOutcome.Busy, $"the plugin {Id} used up its fuel of this minute");
            return false;
        }

        return Work(_guest);
    }

    private bool Work(Guest guest)
    {
        if (_timers.PollIsDue() && guest.Polls)
        {
            Poll(guest);
            return true;
        }

        if (_asks.TryTake(out var ask))
        {
            Answer(guest, ask);
            return true;
        }

        return HandleDeltas(guest) || HandleEvent(guest);
    }

    private Task<PluginResult> Post(Func<PluginResult> command)
    {
        // Answers never run on the plugin's thread: a slow client must not keep it.
        var done = new TaskCompletionSource<PluginResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Before the command is there to be taken, which ends it.
        Volatile.Read(ref _session)?.Want(true);
        var isTaken = !_isEnded && _commands.TryAdd(() =>
        {
            Volatile.Read(ref _session)?.Want(false);
            try
            {
                done.SetResult(command());
            }
            catch (Exception e)
            {
                // A fault of ours, not of the guest's: the plugin stays as it is, and the owner hears of it.
                LogFailed(_log, e, Id.Package);
                done.TrySetResult(new PluginResult(PluginOutcome.Failed, e.Message));
            }
        });
        if (!isTaken)
        {
            Volatile.Read(ref _session)?.Want(false);
            return Task.FromResult(new PluginResult(PluginOutcome.Failed, $"the plugin {Id} has too much to do already"));
        }

        _signal.Set();
        return done.Task;
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "[{Plugin}] what was to be done with it failed")]
    private static partial void LogFailed(ILogger logger, Exception error, string plugin);
}

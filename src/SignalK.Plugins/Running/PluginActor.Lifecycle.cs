using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Packages;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    /// <summary>Loads, learns name and schema, and starts it when it is enabled.</summary>
    public Task<PluginResult> BootAsync() => Post(Boot);

    /// <summary>Saves a change of the configuration and applies it.</summary>
    public Task<PluginResult> ConfigureAsync(ReadOnlyMemory<byte> change) => Post(() => Configure(change));

    public Task<PluginResult> EnableAsync() => Post(Enable);

    public Task<PluginResult> DisableAsync() => Post(Disable);

    /// <summary>Starts it anew where the operator's word on it has changed.</summary>
    public Task<PluginResult> ReapplyAsync() => Post(() =>
    {
        if (_parts.Policy(Id) is var policy && policy == _policy)
        {
            return Done($"{Id} goes on");
        }

        // Also of one that does not start now: what it may do is shown.
        _policy = policy;
        return Apply(_parts.Configs.Read(Id).Enabled is true, $"{Id} has its new grants and limits");
    });

    /// <summary>Takes the package as it is on disk now.</summary>
    public Task<PluginResult> ReloadAsync(PluginPackage package) => Post(() => Reload(package));

    /// <summary>Stops for good: its package goes away.</summary>
    public Task<PluginResult> EndAsync() => Post(() =>
    {
        StopGuest();
        Unload();
        Silence();
        Show(PluginState.Stopped);
        return Done("stopped");
    });

    private PluginResult Boot()
    {
        _policy = _parts.Policy(Id);
        var config = _parts.Configs.Read(Id);
        if (_parts.Held() is { } held)
        {
            Show(PluginState.Stopped, held);
            return Failed(held);
        }

        if (_module is null && (_module = LoadModule(_package, out var fault)) is null)
        {
            Show(PluginState.Error, fault);
            LogNotLoaded(_log, Id.Package, fault);
            return Failed(fault);
        }

        if (config.Enabled is true && _parts.Crashes.IsDisabled(Id, _module.Hash))
        {
            Learn();
            Show(PluginState.Disabled, "it crashed three times within a minute; enable it to try again");
            return Failed(_shown.Error!);
        }

        if (config.Enabled is true)
        {
            return Start();
        }

        Learn();
        return Done($"{Id} is not enabled");
    }

    /// <summary>Name and schema of a plugin that is not to run: from a guest that lives for that alone.</summary>
    private void Learn()
    {
        if (TryMakeGuest(_module!, out var fault))
        {
            Discard();
            Show(PluginState.Stopped);
        }
        else
        {
            Show(PluginState.Error, fault);
        }

        // A module costs memory, and there it is again when somebody enables it.
        Unload();
    }

    private PluginResult Start()
    {
        _timers.CancelRestart();
        _fuel = _fuel.PerMinute == _policy.Limits.FuelPerMinute ? _fuel : new(_policy.Limits.FuelPerMinute, _services.Time);
        if (_parts.Held() is { } held)
        {
            Show(PluginState.Stopped, held);
            return Failed(held);
        }

        Show(PluginState.Starting);
        _policy = _parts.Policy(Id);
        if (_module is null && (_module = LoadModule(_package, out var refusal)) is null)
        {
            return Fail(refusal);
        }

        if (!TryMakeGuest(_module, out var fault))
        {
            return Fail(fault);
        }

        var guest = _guest!;
        var session = _session!;
        OpenMailbox();
        session.Subscribed = OpenMailbox;
        var limits = _policy.Limits.ForStart;
        guest.SetBudget(limits.Fuel, limits.Deadline);
        var configuration = Encoding.UTF8.GetBytes(_parts.Configs.Read(Id).StartText);
        GuestCall call;
        int code;
        using (_slot.EnterToStart())
        {
            call = guest.Start(configuration, out code);
        }

        if (!After(call, "plugin_start", configuration))
        {
            return Failed(_shown.Error ?? "it crashed while it started");
        }

        if (code != 0)
        {
            Discard();
            return Fail($"Plugin start() returned error code: {code}");
        }

        guest.SetBudget(_policy.Limits.FuelPerCall, _policy.Limits.CallDeadline);
        Show(PluginState.Running);
        _events.Resume();
        if (guest.Polls)
        {
            _timers.StartPolling(s_pollPeriod);
        }

        LogStarted(_log, Id.Package, _package.Manifest.Version);
        return Done($"{Id} runs");
    }

    private void OpenMailbox()
    {
        if (_guest is { HandlesDeltas: true } && _session is { } session)
        {
            _mailbox.Open(session.Rules(_package.Manifest.Subscriptions), session.ReadRight);
        }
        else
        {
            _mailbox.Close();
        }
    }

    /// <summary>Asks the guest to stop, and throws it away whatever it says.</summary>
    private void StopGuest()
    {
        _timers.CancelRestart();
        if (_guest is not { } guest)
        {
            return;
        }

        if (State == PluginState.Running)
        {
            Show(PluginState.Stopping);
            GuestCall call;
            int code;
            using (_slot.Enter())
            {
                call = guest.Stop(out code);
            }

            _fuel.Burn(call.Outcome.FuelUsed);
            if (!call.IsMissing && (!call.Returned || code != 0))
            {
                LogAnswer(_log, Id.Package, "plugin_stop", call.Returned ? $"returned {code}" : call.Fault ?? call.Outcome.ToString());
            }
        }

        Discard();
    }

    /// <summary>Away with the guest and all that it registered; the place among the deltas stays.</summary>
    private void Discard()
    {
        _timers.StopPolling();
        _events.Hold();
        Volatile.Write(ref _endpoints, Endpoints.EndpointTable.Empty);
        var (guest, session) = (_guest, _session);
        _guest = null;
        Volatile.Write(ref _session, null);
        guest?.Dispose();
        session?.Dispose();
        Volatile.Write(ref _diskBytes, _quota?.UsedBytes ?? _diskBytes);
        _quota = null;
        _counters.MemoryBytes = 0;
        RefuseAsks(AskOutcome.NotRunning, $"the plugin {Id} was stopped");
    }

    /// <summary>It hears nothing any more, and nothing is kept for it.</summary>
    private void Silence()
    {
        _mailbox.Close();
        _events.Close();
    }

    private void Unload()
    {
        _module?.Module.Dispose();
        _module = null;
    }

    private PluginResult Fail(string fault)
    {
        Discard();
        Silence();
        Show(PluginState.Error, fault);
        LogNotStarted(_log, Id.Package, fault);
        return Failed(fault);
    }

    private static PluginResult Done(string message) => new(PluginOutcome.Done, message);

    private static PluginResult Failed(string message) => new(PluginOutcome.Failed, message);

    [LoggerMessage(EventId = 114, Level = LogLevel.Information, Message = "[{Plugin}] {Version} runs")]
    private static partial void LogStarted(ILogger logger, string plugin, string version);

    [LoggerMessage(EventId = 115, Level = LogLevel.Error, Message = "[{Plugin}] did not start: {Why}")]
    private static partial void LogNotStarted(ILogger logger, string plugin, string why);

    [LoggerMessage(EventId = 116, Level = LogLevel.Error, Message = "[{Plugin}] cannot be loaded: {Why}")]
    private static partial void LogNotLoaded(ILogger logger, string plugin, string why);
}

using System.Text;
using Microsoft.Extensions.Logging;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Plugins.Settings;
using SignalK.Plugins.Supervision;
using SignalK.Wasm;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    private readonly Timers _timers;

    private string FaultKey => $"plugin:{Id.Package}";

    /// <summary>A trap or a limit: the instance is thrown away, and the window decides what follows.</summary>
    private void Crash(in WasmOutcome outcome, string export, ReadOnlySpan<byte> input)
    {
        var reason = $"{export}: {outcome}";
        Discard();
        _counters.Crashes++;
        _parts.Crashes.Add(Id, new CrashRecord(
            _services.Time.GetUtcNow(), _package.Manifest.Version, export, outcome.Trap.ToText(), outcome.Message ?? outcome.ToString(), outcome.FuelUsed,
            input.IsEmpty ? null : Encoding.UTF8.GetString(input[..Math.Min(input.Length, CrashRecord.LongestInput)])));
        if (_window.Record() is { } delay)
        {
            Show(PluginState.Crashed, reason);
            _timers.RestartAfter(delay);
            LogCrashed(_log, Id.Package, reason, delay.TotalSeconds);
            return;
        }

        var hash = _module?.Hash ?? "";
        _parts.Crashes.Disable(Id, hash);
        Silence();
        Unload();
        Show(PluginState.Disabled, $"crashed {CrashWindow.Limit} times within a minute, last in {reason}; enable it to try again");
        LogDisabled(_log, Id.Package, reason);
        _services.Faults.Raise(FaultKey, $"the plugin {Id} is switched off: {_shown.Error}");
        Notify("alert", $"The plugin {_shown.Name ?? Id.Package} crashed {CrashWindow.Limit} times and is switched off");
    }

    private void Restart()
    {
        _timers.CancelRestart();
        if (State != PluginState.Crashed || _parts.Configs.Read(Id).Enabled is not true)
        {
            return;
        }

        if (Start().Succeeded)
        {
            _mailbox.TrimToReplay();
        }
    }

    private void ClearCrashNotice()
    {
        _services.Faults.Clear(FaultKey);
        if (State == PluginState.Disabled)
        {
            Notify("normal", $"The plugin {_shown.Name ?? Id.Package} is switched on again");
        }
    }

    private void Notify(string state, string message)
    {
        if (!SkPath.TryGet($"notifications.plugins.{Id.Derived.Replace('.', '_')}", out var path))
        {
            return;
        }

        var ingress = _services.Hub.RegisterIngress("plugins", Principal.Server);
        var delta = new Delta();
        delta.Add().Add(path, new SkRecord(("state", state), ("method", new SkJsonValue(state == "normal" ? "[]"u8 : "[\"visual\"]"u8)), ("message", message)));
        _services.Hub.Ingest(ingress, delta);
    }

    [LoggerMessage(EventId = 117, Level = LogLevel.Error, Message = "[{Plugin}] crashed in {Reason}; it is started again in {Seconds} s")]
    private static partial void LogCrashed(ILogger logger, string plugin, string reason, double seconds);

    [LoggerMessage(EventId = 118, Level = LogLevel.Error, Message = "[{Plugin}] crashed in {Reason}, once too often: it is switched off until it is enabled again")]
    private static partial void LogDisabled(ILogger logger, string plugin, string reason);
}

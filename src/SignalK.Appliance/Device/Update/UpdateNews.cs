using Microsoft.Extensions.Logging;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Appliance.Device.Update;

/// <summary>Tells whoever is on board how an update ended: on the page, and as a notification on every plotter.</summary>
sealed partial class UpdateNews(Func<ShownUpdate?> shown, Hub hub, FaultBoard faults, ILogger log)
{
    public const string Fault = "device:update";

    static readonly TimeSpan s_poll = TimeSpan.FromSeconds(10);
    static readonly SkPath s_path = SkPath.Of("notifications.server.update");

    readonly Ingress _ingress = hub.RegisterIngress("server", Principal.Server);
    ShownUpdate? _told;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Look();
            await Task.Delay(s_poll, hub.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal void Look()
    {
        var update = shown() is { IsNews: true } news ? news : null;
        if (update == _told)
            return;
        _told = update;
        if (update?.Message is { } message)
        {
            faults.Raise(Fault, message);
            LogNews(log, message);
        }
        else
        {
            faults.Clear(Fault);
        }
        var (state, said) = update is null ? ("normal", "no update has gone wrong") : (update.State == "rolled-back" ? "alert" : "warn", update.Message ?? update.State);
        var delta = new Delta();
        delta.Add().Add(s_path, new SkRecord(("state", state), ("method", new SkArray("visual")), ("message", said)));
        hub.Ingest(_ingress, delta);
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "{Message}")]
    static partial void LogNews(ILogger logger, string message);
}

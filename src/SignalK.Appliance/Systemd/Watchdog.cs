using System.Globalization;

namespace SignalK.Appliance.Systemd;

/// <summary>
/// Feeds the service manager's watchdog only while a probe comes through the whole way of a delta (ingest, timers,
/// fan-out): a hub whose threads are alive and whose work stands still gets restarted.
/// </summary>
/// <param name="probe">Comes back true when a probe went the whole way.</param>
/// <param name="feed">Tells the manager.</param>
sealed partial class Watchdog(TimeSpan period, Func<CancellationToken, Task<bool>> probe, Action feed, TimeProvider time, ILogger logger)
{
    /// <summary>The manager's patience, halved as sd_watchdog_enabled(3) advises; null when it does not watch us.</summary>
    public static TimeSpan? Period(string? microseconds, string? processId)
    {
        if (!long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var patience) || patience < 2000)
            return null;
        var ours = string.IsNullOrEmpty(processId) || processId == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return ours ? TimeSpan.FromMicroseconds(patience / 2) : null;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            do
            {
                if (await ProbeAsync(stop))
                    feed();
                else
                    LogProbeLost(logger, period.TotalSeconds);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    async Task<bool> ProbeAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(period, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await probe(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "No probe came through ingest and fan-out within {Seconds} s: the watchdog is not fed")]
    static partial void LogProbeLost(ILogger logger, double seconds);
}

using System.CommandLine;
using System.Runtime.InteropServices;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Backup;
using SignalK.Appliance.Logging;
using SignalK.Appliance.Systemd;
using SignalK.Server;

namespace SignalK.Appliance.Hosting;

/// <summary>The life of <c>signalk run</c>: start, tell the service manager, wait for the signal, stop.</summary>
static partial class Runner
{
    /// <summary>Time for the answer to whoever asked for it.</summary>
    static readonly TimeSpan s_restartAfter = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(RunOptions options, InvocationConfiguration console, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var journal = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM"));
        using var loggers = new LineLoggerFactory(new LineLoggerProvider(console.Error, LogLevel.Information, journal, time));
        using var manager = NotifySocket.Open(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        CompleteRestore(options.Paths.Directory, loggers);
        // Only where somebody starts it again.
        var restarts = 0;
        await using var appliance = new Appliance(options, loggers, time) { Restart = manager is null ? null : () => { Interlocked.Exchange(ref restarts, 1); stopping.CancelAfter(s_restartAfter); } };
        try
        {
            await appliance.StartAsync();
        }
        catch (BindException e)
        {
            await console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        using var held = appliance.HoldDirectory();
        var line = await appliance.StartLineAsync();
        await console.Output.WriteLineAsync(line);
        await console.Output.FlushAsync(CancellationToken.None);
        manager?.Ready(line);
        appliance.StartPlugins();

        var watchdog = StartWatchdog(appliance, manager, time, loggers, stopping.Token);
        await Task.Delay(Timeout.Infinite, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        manager?.Stopping();
        await watchdog;
        return restarts == 0 ? ExitCode.Success : ExitCode.Restart;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    // Before anything reads the configuration.
    static void CompleteRestore(string config, LineLoggerFactory loggers)
    {
        var log = loggers.CreateLogger("SignalK.Appliance");
        try
        {
            if (Directory.Exists(Path.Combine(config, BackupContents.RestoreFolder)) && new RestoreSwap(config).Complete())
                LogRestored(log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRestored(log, e);
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "a restored configuration is in force")]
    static partial void LogRestored(ILogger logger);

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "the restored configuration cannot be put in its place")]
    static partial void LogNotRestored(ILogger logger, Exception reason);

    static Task StartWatchdog(Appliance appliance, NotifySocket? manager, TimeProvider time, LineLoggerFactory loggers, CancellationToken stop)
    {
        var period = Watchdog.Period(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"));
        return manager is null || period is null
            ? Task.CompletedTask
            : new Watchdog(period.Value, appliance.Probe.RunAsync, manager.Watchdog, time, loggers.CreateLogger("SignalK.Appliance.Watchdog")).RunAsync(stop);
    }
}

using Microsoft.Extensions.Logging;

namespace SignalK.Connections;

public abstract partial class Connection
{
    [LoggerMessage(1, LogLevel.Information, "{Id}: open, {Address}")]
    private static partial void LogOpened(ILogger logger, string id, string address);

    [LoggerMessage(2, LogLevel.Warning, "{Id}: {Reason}; next attempt in {Seconds:0.0} s")]
    private static partial void LogClosed(ILogger logger, string id, string reason, double seconds);

    [LoggerMessage(3, LogLevel.Error, "{Id}: unexpected fault")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, string id);

    [LoggerMessage(4, LogLevel.Error, "{Id}: did not stop within a second")]
    private static partial void LogStuck(ILogger logger, string id);

    [LoggerMessage(5, LogLevel.Warning, "{Id}: silent for {Seconds:0} s")]
    private static partial void LogQuiet(ILogger logger, string id, double seconds);

    [LoggerMessage(6, LogLevel.Information, "{Id}: talks again")]
    private static partial void LogTalksAgain(ILogger logger, string id);
}

using System.Globalization;

namespace SignalK.Appliance.Logging;

/// <summary>One category's lines: <c>&lt;4&gt;Connections: …</c> for the journal, <c>12:00:00 warn Connections: …</c> for people.</summary>
sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
{
    readonly string _category = category[(category.LastIndexOf('.') + 1)..];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.Minimum && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var text = formatter(state, exception);
        if (exception is not null)
            text = $"{text}\n{exception}";
        var (level, name) = Names(logLevel);
        provider.Write(provider.Journal
            ? $"<{level}>{_category}: {text}".Replace("\n", $"\n<{level}>", StringComparison.Ordinal)
            : string.Create(CultureInfo.InvariantCulture, $"{provider.Time.GetLocalNow():HH:mm:ss} {name} {_category}: {text}"));
    }

    /// <summary>The syslog level (syslog.h) and the word.</summary>
    static (int Level, string Name) Names(LogLevel level) => level switch
    {
        LogLevel.Critical => (2, "crit"),
        LogLevel.Error => (3, "fail"),
        LogLevel.Warning => (4, "warn"),
        LogLevel.Information => (6, "info"),
        _ => (7, "dbug"),
    };
}

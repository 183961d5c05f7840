namespace SignalK.Appliance.Logging;

/// <summary>Loggers of the one provider that there is; the library's factory would bring filters and options that nobody sets.</summary>
sealed class LineLoggerFactory(LineLoggerProvider provider) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => provider.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() => provider.Dispose();
}

using System.Threading.Channels;

namespace SignalK.Appliance.Logging;

/// <summary>
/// Log lines on standard error. Under systemd each begins with its syslog level (sd-daemon(3): <c>&lt;4&gt;</c>), elsewhere
/// with a time. Callers never wait for the terminal or the journal: lines wait in a bounded queue, and what does not fit
/// is dropped, counted and reported.
/// </summary>
sealed class LineLoggerProvider : ILoggerProvider
{
    const int QueueLength = 1024;

    readonly Channel<string> _lines;
    readonly TextWriter _output;
    readonly Task _writer;
    long _dropped;

    public LineLoggerProvider(TextWriter output, LogLevel minimum, bool journal, TimeProvider time)
    {
        (_output, Minimum, Journal, Time) = (output, minimum, journal, time);
        _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _writer = Task.Run(WriteAsync);
    }

    public LogLevel Minimum { get; }

    public bool Journal { get; }

    public TimeProvider Time { get; }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _writer.Wait(TimeSpan.FromSeconds(1));
    }

    internal void Write(string line)
    {
        if (!_lines.Writer.TryWrite(line))
            Interlocked.Increment(ref _dropped);
    }

    async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            await _output.WriteLineAsync(line);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                await _output.WriteLineAsync($"{(Journal ? "<4>" : "")}{dropped} log lines were dropped");
        }
        await _output.FlushAsync();
    }
}

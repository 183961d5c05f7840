namespace SignalK.Appliance.Logging;

/// <summary>
/// Log lines on standard error. Under systemd each begins with its syslog level (sd-daemon(3): <c>&lt;4&gt;</c>), elsewhere
/// with a time. Callers never wait for the terminal or the journal: a thread of its own writes, from a bounded queue, and
/// what does not fit is dropped, counted and reported.
/// </summary>
sealed class LineLoggerProvider : ILoggerProvider
{
    const int QueueLength = 1024;

    readonly Queue<string> _lines = new();
    readonly TextWriter _output;
    readonly Thread _writer;
    long _dropped;
    bool _ended;

    public LineLoggerProvider(TextWriter output, LogLevel minimum, bool journal, TimeProvider time)
    {
        (_output, Minimum, Journal, Time) = (output, minimum, journal, time);
        _writer = new Thread(WriteLines, maxStackSize: 256 * 1024) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    public LogLevel Minimum { get; }

    public bool Journal { get; }

    public TimeProvider Time { get; }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    /// <summary>Waits a second for what is queued; a journal that takes nothing keeps nobody from ending.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            _ended = true;
            Monitor.Pulse(_lines);
        }
        _writer.Join(TimeSpan.FromSeconds(1));
    }

    internal void Write(string line)
    {
        lock (_lines)
        {
            if (_lines.Count >= QueueLength)
            {
                _dropped++;
                return;
            }
            _lines.Enqueue(line);
            Monitor.Pulse(_lines);
        }
    }

    void WriteLines()
    {
        while (Next() is { } line)
            _output.WriteLine(line);
        _output.Flush();
    }

    string? Next()
    {
        lock (_lines)
        {
            while (_lines.Count == 0 && _dropped == 0)
            {
                if (_ended)
                    return null;
                Monitor.Wait(_lines);
            }
            if (_lines.TryDequeue(out var line))
                return line;
            var dropped = _dropped;
            _dropped = 0;
            return $"{(Journal ? "<4>" : "")}{dropped} log lines were dropped";
        }
    }
}

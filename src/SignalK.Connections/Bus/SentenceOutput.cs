using SignalK.Connections.Generation;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Bus;

/// <summary>
/// One way out: an outbox and the loop that empties it into a medium. The loop runs only while there is something to write, so
/// a hundred idle clients cost a hundred small objects.
/// </summary>
internal sealed class SentenceOutput : IDisposable
{
    private readonly SentenceBus _bus;
    private readonly Outbox _outbox;
    private readonly SentenceFilter _filter;
    private readonly GeneratedSentences? _generated;
    private readonly Func<ReadOnlyMemory<byte>, ValueTask> _write;
    private readonly Action<Exception> _failed;
    private int _pumping;
    private int _dirty;
    private bool _disposed;
    private long _sentences;
    private long _bytes;

    /// <param name="services">The bus that sentences come from, and the model that others are made from.</param>
    /// <param name="origin">What is never sent here: the other end's own words.</param>
    /// <param name="options">What goes out.</param>
    /// <param name="capacity">Bytes that may wait, unless the options say otherwise.</param>
    /// <param name="write">Writes whole lines; a fault ends this output.</param>
    /// <param name="failed">Hears of that fault.</param>
    public SentenceOutput(
        ConnectionServices services,
        object origin,
        OutputOptions options,
        int capacity,
        Func<ReadOnlyMemory<byte>, ValueTask> write,
        Action<Exception> failed)
    {
        _bus = services.Bus;
        Origin = origin;
        Options = options;
        _outbox = new Outbox(options.OutboxBytes > 0 ? options.OutboxBytes : capacity);
        _filter = new SentenceFilter(options);
        _write = write;
        _failed = failed;
        PassesThrough = options.PassThrough;
        _bus.Attach(this);
        _generated = options.Generate.Count > 0 ? new GeneratedSentences(services, this) : null;
    }

    public object Origin { get; }

    public OutputOptions Options { get; }

    public bool PassesThrough { get; }

    public int Queued => _outbox.Queued;

    public OutputTally Tally => new(Volatile.Read(ref _sentences), Volatile.Read(ref _bytes), _outbox.Dropped);

    public void PassThrough(ReadOnlySpan<byte> line)
    {
        if (_filter.Lets(line))
        {
            Append(line);
        }
    }

    /// <summary>Sends a sentence made here, unless its type passes through already or the other end says it itself.</summary>
    public void Generated(ReadOnlySpan<byte> line)
    {
        if (_filter.Lets(line) && !(PassesThrough ? _bus.Spoken.Includes(line) : _bus.Spoken.Includes(line, Origin)))
        {
            Append(line);
        }
    }

    public void Flush()
    {
        if (Volatile.Read(ref _dirty) != 0 && Interlocked.Exchange(ref _pumping, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static output => _ = output.PumpAsync(), this, preferLocal: false);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        _generated?.Dispose();
        _bus.Detach(this);
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        _outbox.Append(line);
        Volatile.Write(ref _dirty, 1);
    }

    private async Task PumpAsync()
    {
        do
        {
            while (Interlocked.Exchange(ref _dirty, 0) != 0)
            {
                var lines = _outbox.Take();
                if (lines.IsEmpty)
                {
                    continue;
                }

                try
                {
                    await _write(lines).ConfigureAwait(false);
                }
                catch (Exception fault)
                {
                    // The pump stays claimed: a broken medium is not written to again.
                    _outbox.CountLost(lines.Span);
                    Dispose();
                    _failed(fault);
                    return;
                }

                Interlocked.Add(ref _sentences, lines.Span.Count((byte)'\n'));
                Interlocked.Add(ref _bytes, lines.Length);
            }

            Volatile.Write(ref _pumping, 0);
        }
        while (!Volatile.Read(ref _disposed) && Volatile.Read(ref _dirty) != 0 && Interlocked.Exchange(ref _pumping, 1) == 0);
    }
}

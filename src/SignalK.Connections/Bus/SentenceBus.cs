namespace SignalK.Connections.Bus;

/// <summary>Hears a sentence, on the thread that brought it: must be quick, and keep nothing of it.</summary>
public delegate void SentenceListener(object origin, ReadOnlySpan<byte> line);

/// <summary>
/// Sentences on their way from one connection to the others, as they came. Each carries its origin, and nothing ever goes back
/// to where it came from. Publishing never waits: every output has a bounded outbox of its own. Thread-safe.
/// </summary>
public sealed class SentenceBus
{
    private readonly Lock _gate = new();
    private readonly SpokenTypes _spoken;
    private SentenceOutput[] _outputs = [];
    private SentenceListener[] _listeners = [];
    private bool _anyGenerates;

    public SentenceBus(TimeProvider? time = null) => _spoken = new SpokenTypes(time ?? TimeProvider.System);

    /// <summary>True when a sentence of this origin has anywhere to go. Asked once for each block of input, so that a hub with one
    /// client pays nothing for passing through.</summary>
    public bool HasReaders(object origin)
    {
        if (_listeners.Length > 0)
        {
            return true;
        }

        var outputs = _outputs;
        return outputs.Length switch
        {
            0 => false,
            1 => _anyGenerates || (outputs[0].PassesThrough && !ReferenceEquals(outputs[0].Origin, origin)),
            _ => true,
        };
    }

    /// <param name="origin">Whoever it came from: the same object that its output was made with.</param>
    /// <param name="line">One sentence without line end.</param>
    public void Publish(object origin, ReadOnlySpan<byte> line)
    {
        if (_anyGenerates)
        {
            _spoken.Note(origin, line);
        }

        foreach (var output in _outputs)
        {
            if (output.PassesThrough && !ReferenceEquals(output.Origin, origin))
            {
                output.PassThrough(line);
            }
        }

        foreach (var listener in _listeners)
        {
            listener(origin, line);
        }
    }

    /// <summary>Hears every sentence from now on, until disposed.</summary>
    public IDisposable Listen(SentenceListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return new Listening(this, listener);
    }

    /// <summary>Starts the writers of what was published since; once after each block.</summary>
    public void Flush()
    {
        foreach (var output in _outputs)
        {
            output.Flush();
        }
    }

    internal SpokenTypes Spoken => _spoken;

    internal void Attach(SentenceOutput output)
    {
        lock (_gate)
        {
            Set([.. _outputs, output]);
        }
    }

    internal void Detach(SentenceOutput output)
    {
        lock (_gate)
        {
            Set([.. _outputs.Where(o => o != output)]);
        }
    }

    private void Set(SentenceOutput[] outputs)
    {
        _outputs = outputs;
        _anyGenerates = Array.Exists(outputs, static o => o.Options.Generate.Count > 0);
    }

    private sealed class Listening(SentenceBus bus, SentenceListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (bus._gate)
            {
                bus._listeners = [.. bus._listeners.Where(l => l != listener)];
            }
        }
    }
}

namespace SignalK.Plugins.Events;

/// <summary>What makes the events of one name, for as long as anybody hears them.</summary>
sealed class EventFeed(Func<IDisposable> start)
{
    readonly Lock _gate = new();
    IDisposable? _running;

    /// <param name="isHeard">Asked behind the gate: whoever comes last sees the last state.</param>
    public void Run(Func<bool> isHeard)
    {
        lock (_gate)
        {
            if (!isHeard())
            {
                _running?.Dispose();
                _running = null;
            }
            else
                _running ??= start();
        }
    }
}

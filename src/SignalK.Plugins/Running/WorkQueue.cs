namespace SignalK.Plugins.Running;

/// <summary>What others want of a plugin's thread: bounded, in order. Thread-safe.</summary>
internal sealed class WorkQueue<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    /// <returns>False when it is full.</returns>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_items.Count >= capacity)
            {
                return false;
            }

            _items.Enqueue(item);
            return true;
        }
    }

    public bool TryTake(out T item)
    {
        lock (_gate)
        {
            return _items.TryDequeue(out item!);
        }
    }
}

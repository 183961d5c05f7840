namespace SignalK.Plugins.Events;

/// <summary>
/// The events that wait for one plugin; full, the oldest give way. Over a reload of the plugin it stays, and keeps fewer. Filled by
/// anyone, emptied by the plugin's thread.
/// </summary>
sealed class EventBox(string owner, Action wake)
{
    /// <summary>While the plugin runs: a second of a busy bus.</summary>
    public const int Capacity = 1000;

    /// <summary>While it does not: upstream's figure.</summary>
    public const int CapacityHeld = 100;

    const int MostBytes = 256 << 10;

    readonly Lock _gate = new();
    readonly Queue<(string Type, byte[] Json)> _waiting = [];
    volatile Func<string, bool> _wants = static _ => false;
    int _capacity = Capacity;
    int _bytes;
    long _dropped;

    public string Owner => owner;

    public long Dropped => Volatile.Read(ref _dropped);

    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public bool Wants(string type) => _wants(type);

    /// <summary>What waits and is no longer wanted goes, uncounted.</summary>
    public void Want(Func<string, bool> wants)
    {
        _wants = wants;
        lock (_gate)
        {
            for (var left = _waiting.Count; left > 0; left--)
            {
                var item = _waiting.Dequeue();
                if (wants(item.Type))
                    _waiting.Enqueue(item);
                else
                    _bytes -= item.Json.Length;
            }
        }
    }

    public void Hold(bool isHeld)
    {
        lock (_gate)
        {
            _capacity = isHeld ? CapacityHeld : Capacity;
            Trim(0);
        }
    }

    public void Put(string type, byte[] json)
    {
        lock (_gate)
        {
            Trim(1);
            _waiting.Enqueue((type, json));
            _bytes += json.Length;
            while (_bytes > MostBytes)
                DropOldest();
        }
        wake();
    }

    public bool TryTake(out ReadOnlyMemory<byte> json)
    {
        lock (_gate)
        {
            var any = _waiting.TryDequeue(out var item);
            json = item.Json;
            _bytes -= any ? item.Json.Length : 0;
            return any;
        }
    }

    void Trim(int added)
    {
        while (_waiting.Count + added > _capacity)
            DropOldest();
    }

    void DropOldest()
    {
        _bytes -= _waiting.Dequeue().Json.Length;
        _dropped++;
    }
}

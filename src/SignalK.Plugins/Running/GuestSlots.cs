namespace SignalK.Plugins.Running;

/// <summary>
/// How many guests may run at once: one fewer than the machine has cores, so that however busy plugins are, a core is left for
/// the boat's data; on a single core one. A guest that waits (for a fetch) gives its slot back meanwhile.
/// </summary>
public sealed class GuestSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    public GuestSlots()
        : this(Math.Max(1, Environment.ProcessorCount - 1))
    {
    }

    public int Count => count;

    public void Enter() => _free.Wait();

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}

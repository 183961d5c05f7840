using SignalK.Core.Fanout;
using SignalK.Core.Security;
using SignalK.Core.Store;

namespace SignalK.Core;

/// <summary>
/// Where all data meets: takes deltas in (one at a time), keeps the full model, sends what changed to those who asked.
/// Thread-safe.
/// </summary>
public sealed partial class Hub : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Action> _toWake = [];
    private readonly Ingress _agingIngress;
    private int _ingresses;
    private int _batches;

    public Hub(HubOptions options, TimeProvider? time = null)
    {
        Options = options;
        Time = time ?? TimeProvider.System;
        Store = new ModelStore(options.Self, options.MaxContexts);
        _priorities = options.Priorities;
        Now = Time.GetTimestamp();
        _agingIngress = RegisterIngress("server", Principal.Server);
        _aging = Time.CreateTimer(static hub => ((Hub)hub!).Age(), this, s_agingPeriod, s_agingPeriod);
    }

    public HubOptions Options { get; }

    public TimeProvider Time { get; }

    public ModelStore Store { get; }

    /// <summary>Number of the newest delta.</summary>
    public long Sequence { get; private set; }

    /// <summary>Values that a better source kept from being delivered.</summary>
    public long Suppressed { get; private set; }

    /// <summary>Monotonic time of the ingest under way, or of the last one.</summary>
    internal long Now { get; private set; }

    public Ingress RegisterIngress(string id, Principal principal) => new(Interlocked.Increment(ref _ingresses), id, principal);

    /// <summary>
    /// Holds back the wake-ups of subscribers until the batch is disposed: for a connection that read many sentences at once.
    /// Readers miss nothing; others ingest as usual meanwhile.
    /// </summary>
    public BatchScope Batch()
    {
        Interlocked.Increment(ref _batches);
        return new BatchScope(this);
    }

    public void Dispose()
    {
        _aging.Dispose();
        lock (_gate)
        {
            foreach (var feed in _feeds.Values)
            {
                feed.Close();
            }
        }
    }

    internal long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);

    internal void MustWake(Action wake)
    {
        if (!_toWake.Contains(wake))
        {
            _toWake.Add(wake);
        }
    }

    internal void WithGate<T>(T state, Action<T> action)
    {
        lock (_gate)
        {
            Now = Time.GetTimestamp();
            action(state);
        }

        WakeReaders();
    }

    private void EndBatch()
    {
        Interlocked.Decrement(ref _batches);
        WakeNow();
    }

    // What others send waits for the end of a batch that happens to be open, and each batch ends with a wake-up: two inputs
    // that are never idle do not hold readers back.
    private void WakeReaders()
    {
        if (Volatile.Read(ref _batches) == 0)
        {
            WakeNow();
        }
    }

    private void WakeNow()
    {
        Action[] wakes;
        lock (_gate)
        {
            if (_toWake.Count == 0)
            {
                return;
            }

            wakes = [.. _toWake];
            _toWake.Clear();
        }

        foreach (var wake in wakes)
        {
            wake();
        }
    }

    public readonly struct BatchScope(Hub hub) : IDisposable
    {
        public void Dispose() => hub.EndBatch();
    }
}

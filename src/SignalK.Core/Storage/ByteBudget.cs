using System.Collections.Concurrent;

namespace SignalK.Core.Storage;

/// <summary>
/// The one budget for all that the appliance writes to its medium: recordings, logs, history, plugin storage and settings.
/// Each writer takes from its own share before it writes and gives back what it deletes. Thread-safe.
/// </summary>
/// <param name="limit">Bytes altogether.</param>
public sealed class ByteBudget(long limit)
{
    readonly ConcurrentDictionary<string, BudgetShare> _shares = new(StringComparer.Ordinal);
    long _used;

    public long Limit { get; } = limit;

    public long Used => Volatile.Read(ref _used);

    public IEnumerable<BudgetShare> Shares => _shares.Values;

    /// <summary>The share of one writer, made at first use: <c>recordings</c>, <c>settings</c>, <c>plugins</c>.</summary>
    public BudgetShare Share(string name) => _shares.GetOrAdd(name, static (key, budget) => new BudgetShare(budget, key), this);

    internal bool TryTake(long bytes)
    {
        for (var used = Used; ;)
        {
            if (bytes > Limit - used)
                return false;
            var seen = Interlocked.CompareExchange(ref _used, used + bytes, used);
            if (seen == used)
                return true;
            used = seen;
        }
    }

    internal void Add(long bytes) => Interlocked.Add(ref _used, bytes);
}

/// <summary>What one writer has taken of the budget, and what it was refused.</summary>
public sealed class BudgetShare
{
    readonly ByteBudget _budget;
    long _used;
    long _refused;

    internal BudgetShare(ByteBudget budget, string name) => (_budget, Name) = (budget, name);

    public string Name { get; }

    public long Used => Volatile.Read(ref _used);

    /// <summary>Bytes that could not be taken: they were not written.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <returns>False when the budget has not that much left: don't write.</returns>
    public bool TryTake(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (!_budget.TryTake(bytes))
        {
            Interlocked.Add(ref _refused, bytes);
            return false;
        }
        Interlocked.Add(ref _used, bytes);
        return true;
    }

    /// <summary>For what must be written whatever the budget says (settings), and for what was found at the start.</summary>
    public void Take(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _budget.Add(bytes);
        Interlocked.Add(ref _used, bytes);
    }

    public void Release(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Used);
        _budget.Add(-bytes);
        Interlocked.Add(ref _used, -bytes);
    }
}

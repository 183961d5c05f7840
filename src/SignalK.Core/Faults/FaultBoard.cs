using System.Collections.Concurrent;

namespace SignalK.Core.Faults;

/// <summary>What is wrong at the moment, for the operator: one entry for each thing, gone when it works again. Thread-safe.</summary>
public sealed class FaultBoard(TimeProvider time)
{
    readonly ConcurrentDictionary<string, Fault> _faults = new(StringComparer.Ordinal);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Fault> Current => [.. _faults.Values.OrderBy(fault => fault.Since).ThenBy(fault => fault.Key, StringComparer.Ordinal)];

    /// <summary>States that a thing is at fault. Said again it counts up and keeps its first time.</summary>
    /// <param name="key">The thing: <c>settings.json:port</c>, <c>connection:gps</c>, <c>listener:10110/tcp</c>.</param>
    /// <param name="message">What is wrong with it, for the owner's eyes.</param>
    public void Raise(string key, string message)
    {
        var now = time.GetUtcNow();
        _faults.AddOrUpdate(key, _ => new Fault(key, message, now, 1), (_, known) => known with { Message = message, Count = known.Count + 1 });
    }

    /// <summary>States that a thing works; nothing when it had no fault.</summary>
    public void Clear(string key) => _faults.TryRemove(key, out _);
}

/// <summary>Something that does not work.</summary>
/// <param name="Since">UTC of the first time that it was said.</param>
/// <param name="Count">How often it was said since then.</param>
public sealed record Fault(string Key, string Message, DateTimeOffset Since, long Count);

using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core;

/// <summary>A way in: a connection, a client, a plugin. Deltas carry it so that nothing goes back to where it came from.</summary>
public sealed class Ingress
{
    private long _deltas;
    private long _values;
    private long _refused;

    internal Ingress(int number, string id, Principal principal)
    {
        Number = number;
        Id = id;
        Principal = principal;
        DefaultSource = Source.Of(id);
    }

    /// <summary>Unique while the hub lives.</summary>
    public int Number { get; }

    /// <summary>Also the <c>$source</c> of what comes in without one.</summary>
    public string Id { get; }

    public Principal Principal { get; }

    public Source DefaultSource { get; }

    public long Deltas => Volatile.Read(ref _deltas);

    public long Values => Volatile.Read(ref _values);

    /// <summary>Values that could not be taken: no such context, no right to write, or a full table.</summary>
    public long Refused => Volatile.Read(ref _refused);

    // Under the hub's gate.
    internal void Count(int values)
    {
        _deltas++;
        _values += values;
    }

    internal void Refuse(int values) => Interlocked.Add(ref _refused, values);
}

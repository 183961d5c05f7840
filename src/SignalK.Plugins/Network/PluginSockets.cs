using SignalK.Plugins.Abi;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Network;

/// <summary>
/// The sockets of one plugin. Numbers are its own, from 1 for each kind. Nothing waits for the network here: what arrives is taken
/// in by the kernel's notices, an idle socket has neither thread nor buffer.
/// </summary>
public sealed partial class PluginSockets : IGuestSockets
{
    const int Failed = -1;

    readonly SocketOptions _options;
    readonly SocketCounters _counters = new();
    readonly RateGate _new;
    readonly RateGate _datagrams;
    readonly Dictionary<int, UdpSocket> _udp = [];
    readonly Dictionary<int, TcpSocket> _tcp = [];
    int _lastUdp, _lastTcp;
    volatile int _open;

    public PluginSockets(SocketOptions options)
    {
        _options = options;
        _new = new RateGate(options.NewPerSecond, Math.Max(options.NewPerSecond, options.Most), options.Time);
        _datagrams = new RateGate(options.DatagramsPerSecond, options.Time);
    }

    public SocketStatistics Statistics => new(
        _open, Volatile.Read(ref _counters.Refused), Volatile.Read(ref _counters.Dropped),
        Volatile.Read(ref _counters.BytesOut), Volatile.Read(ref _counters.BytesIn));

    /// <summary>Closes everything.</summary>
    public void Dispose()
    {
        foreach (var socket in _udp.Values)
            socket.Dispose();
        foreach (var socket in _tcp.Values)
            socket.Dispose();
        _udp.Clear();
        _tcp.Clear();
        _open = 0;
    }

    // A connection that the other side ended is no longer counted: upstream forgets it, so guests need not close it.
    bool TryAdd()
    {
        _open = _udp.Count + _tcp.Values.Count(t => !t.IsClosed);
        if (_open < _options.Most && _new.TryPass())
        {
            _open++;
            return true;
        }
        Interlocked.Increment(ref _counters.Refused);
        return false;
    }
}

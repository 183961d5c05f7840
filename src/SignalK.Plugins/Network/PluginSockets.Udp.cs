using System.Net;
using System.Net.Sockets;

namespace SignalK.Plugins.Network;

public sealed partial class PluginSockets
{
    const int LastPort = ushort.MaxValue;
    const int MostNamed = 8;

    int _named;

    public int UdpCreate(bool ipv6)
    {
        if (!TryAdd())
            return Failed;
        try
        {
            _udp.Add(++_lastUdp, new UdpSocket(ipv6, _options, _counters));
            return _lastUdp;
        }
        catch (SocketException)
        {
            // A machine without IPv6, or out of descriptors.
            _open--;
            return Failed;
        }
    }

    public int UdpBind(int id, int port) =>
        _udp.TryGetValue(id, out var socket) && port is >= 0 and <= LastPort && _options.MayBind(port) && socket.Bind(port) ? 0 : Failed;

    public int UdpJoinMulticast(int id, string group, string networkInterface) => Member(id, group, networkInterface, join: true);

    public int UdpLeaveMulticast(int id, string group, string networkInterface) => Member(id, group, networkInterface, join: false);

    public int UdpSetMulticastTtl(int id, int ttl) =>
        ttl is >= 0 and <= 255 && _udp.TryGetValue(id, out var socket) && socket.SetMulticast(SocketOptionName.MulticastTimeToLive, ttl) ? 0 : Failed;

    public int UdpSetMulticastLoopback(int id, bool on) =>
        _udp.TryGetValue(id, out var socket) && socket.SetMulticast(SocketOptionName.MulticastLoopback, on ? 1 : 0) ? 0 : Failed;

    public int UdpSetBroadcast(int id, bool on) => _udp.TryGetValue(id, out var socket) && socket.SetBroadcast(on) ? 0 : Failed;

    /// <summary>Sends at once to an address; to a name once that is known, and then the length says only that it was taken.</summary>
    public int UdpSend(int id, string address, int port, ReadOnlySpan<byte> data)
    {
        if (port is <= 0 or > LastPort || !_udp.TryGetValue(id, out var socket) || !_options.Reach.Covers(address, port))
            return Failed;
        if (!_datagrams.TryPass())
        {
            Interlocked.Increment(ref _counters.Refused);
            return Failed;
        }
        if (_options.Resolver.TryKnown(address, out var known))
            return Send(socket, address, port, known, data) ? data.Length : Failed;
        if (Volatile.Read(ref _named) >= MostNamed)
            return Failed;
        Interlocked.Increment(ref _named);
        _ = SendNamedAsync(socket, address, port, data.ToArray());
        return data.Length;
    }

    public int UdpReceive(int id, Span<byte> buffer, out string address, out int port)
    {
        (address, port) = ("", 0);
        if (!_udp.TryGetValue(id, out var socket))
            return Failed;
        if (!socket.TryTake(out var datagram))
            return 0;
        (address, port) = (datagram.From.Address.ToString(), datagram.From.Port);
        var length = Math.Min(datagram.Bytes.Length, buffer.Length);
        datagram.Bytes.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public int UdpPending(int id) => _udp.TryGetValue(id, out var socket) ? socket.Waiting : 0;

    public void UdpClose(int id)
    {
        if (_udp.Remove(id, out var socket))
        {
            socket.Dispose();
            _open--;
        }
    }

    // The port is the one it listens on: a list that names a group with a port lets it be joined after that port was bound.
    int Member(int id, string group, string networkInterface, bool join) =>
        _udp.TryGetValue(id, out var socket) && IPAddress.TryParse(group, out var address) && AddressKinds.IsMulticast(address)
        && _options.Reach.Covers(group, socket.Port) && socket.SetMembership(address, networkInterface, join)
            ? 0
            : Failed;

    bool Send(UdpSocket socket, string host, int port, IPAddress[] addresses, ReadOnlySpan<byte> data)
    {
        foreach (var address in _options.Reach.Within(host, port, addresses))
        {
            if (socket.CanReach(address))
                return socket.Send(address, port, data);
        }
        return false;
    }

    async Task SendNamedAsync(UdpSocket socket, string host, int port, byte[] data)
    {
        try
        {
            Send(socket, host, port, await _options.Resolver.ResolveAsync(host, socket.Closed).ConfigureAwait(false), data);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ArgumentException)
        {
            // No such name, or the socket is closed: a datagram is lost, as datagrams are.
        }
        finally
        {
            Interlocked.Decrement(ref _named);
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SignalK.Connections.Udp;

/// <summary>
/// Knows the datagrams of this program: a broadcast that we send also reaches our own listening port, and would go round for
/// ever. They come from a port that one of our senders is bound to, and from an address of this machine.
/// </summary>
internal static class OwnDatagrams
{
    private static readonly ConcurrentDictionary<int, bool> s_ports = new();

    public static void Add(int port) => s_ports[port] = true;

    public static void Remove(int port) => s_ports.TryRemove(port, out _);

    public static bool Includes(SocketAddress from)
    {
        var port = (from.Buffer.Span[2] << 8) | from.Buffer.Span[3];
        return s_ports.ContainsKey(port) && IsOwn(from);
    }

    // Asked only for a datagram whose port matches: rare enough to read the addresses anew, as they change under way.
    private static bool IsOwn(SocketAddress from)
    {
        var template = new IPEndPoint(from.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        var address = ((IPEndPoint)template.Create(from)).Address;
        return IPAddress.IsLoopback(address)
            || NetworkInterface.GetAllNetworkInterfaces().Any(n => n.GetIPProperties().UnicastAddresses.Any(a => a.Address.Equals(address)));
    }
}

using System.Net;
using System.Net.Sockets;

namespace SignalK.Appliance.Hosting;

/// <summary>Addresses and ports as sockets want them.</summary>
static class Endpoints
{
    /// <summary>One endpoint where one socket serves both families, as Kestrel's does.</summary>
    public static IReadOnlyList<IPEndPoint> Dual(IReadOnlyCollection<IPAddress> listen, int port) =>
        listen.Count > 0 ? [.. WithoutDoubles(listen).Select(address => new IPEndPoint(address, port))]
        : [new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port)];

    /// <summary>One endpoint for each family.</summary>
    public static IReadOnlyList<IPEndPoint> Single(IReadOnlyCollection<IPAddress> listen, int port) =>
        listen.Count > 0 ? [.. listen.Select(address => new IPEndPoint(address, port))]
        : Socket.OSSupportsIPv6 ? [new(IPAddress.Any, port), new(IPAddress.IPv6Any, port)]
        : [new(IPAddress.Any, port)];

    /// <summary>Where to reach a listener from this machine, in a browser: a listener on every address is at localhost.</summary>
    public static string Host(IPEndPoint endpoint) =>
        endpoint.Address.Equals(IPAddress.Any) || endpoint.Address.Equals(IPAddress.IPv6Any) ? $"localhost:{endpoint.Port}" : endpoint.ToString();

    // Kestrel's socket for :: takes the IPv4 addresses as well.
    static IEnumerable<IPAddress> WithoutDoubles(IReadOnlyCollection<IPAddress> listen) =>
        listen.Contains(IPAddress.IPv6Any) ? listen.Where(address => !address.Equals(IPAddress.Any)) : listen;
}

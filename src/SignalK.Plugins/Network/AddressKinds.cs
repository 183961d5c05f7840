using System.Net;
using System.Net.Sockets;

namespace SignalK.Plugins.Network;

/// <summary>Whether an address lies out on the internet or on this boat.</summary>
static class AddressKinds
{
    // IANA's registries of special-purpose addresses, those that are not reachable globally.
    static readonly IPNetwork[] s_own =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/127"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Of this machine, its networks, or many at once: nothing that a name of the internet has a reason to stand for.</summary>
    public static bool IsOwn(IPAddress address)
    {
        var plain = Plain(address);
        return Array.Exists(s_own, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    public static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6Multicast : (address.GetAddressBytes()[0] & 0xf0) == 0xe0;

    /// <summary>Names that only a network of one's own gives: without a dot, mDNS, RFC 8375, and what routers use.</summary>
    public static bool IsLocalName(string name)
    {
        var plain = name.TrimEnd('.');
        return !plain.Contains('.') || EndsWith("local") || EndsWith("lan") || EndsWith("home.arpa") || EndsWith("internal") || EndsWith("localhost");

        bool EndsWith(string suffix) => plain.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without the wrapping of IPv4 in IPv6, and without a scope.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes())
        : address;
}

using System.Net;

namespace SignalK.Plugins.Network;

/// <summary>
/// How far one plugin reaches. Its list covers a host as the plugin names it. A plugin without a list reaches everything, the
/// boat's own network included: the plotter, the battery monitor and the gateway there are what most plugins ask, and upstream's
/// rely on it. One with a list reaches an address of that network by naming the address, or a name of local form (<c>cerbo.local</c>):
/// a name of the internet that points into the boat is another's doing (DNS rebinding, the portal of a marina), and is refused.
/// </summary>
/// <param name="covers">The list, asked with a name or an address and a port.</param>
public sealed class NetworkReach(Func<string, int, bool> covers)
{
    long _denied;

    /// <summary>What was asked for and lies beyond.</summary>
    public long Denied => Volatile.Read(ref _denied);

    /// <param name="host">As the guest names it; an IPv6 address without brackets.</param>
    /// <param name="port">The far side's.</param>
    public bool Covers(string host, int port) => covers(host, port) || Deny();

    /// <summary>Those addresses of a name that may be connected to.</summary>
    public IPAddress[] Within(string host, int port, IPAddress[] addresses)
    {
        if (IPAddress.TryParse(host, out _) || AddressKinds.IsLocalName(host))
            return addresses;
        var within = Array.FindAll(addresses, a => !AddressKinds.IsOwn(a) || covers(AddressKinds.Plain(a).ToString(), port));
        if (within.Length == 0 && addresses.Length > 0)
            Deny();
        return within;
    }

    bool Deny()
    {
        Interlocked.Increment(ref _denied);
        return false;
    }
}

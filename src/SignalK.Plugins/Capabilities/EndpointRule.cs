using System.Globalization;
using System.Net;

namespace SignalK.Plugins.Capabilities;

/// <summary>
/// Hosts and ports: <c>api.example.org:443</c>, <c>*.example.org</c>, <c>192.168.1.0/24:10110</c>, <c>[ff02::1]:5000-5010</c>,
/// <c>*:2000</c>, or an origin (<c>https://api.example.org</c>). Without a port: any. A name covers that name as asked for, never
/// an address that it happens to have.
/// </summary>
public sealed record EndpointRule : ScopeRule
{
    readonly HostMatch _host;
    readonly int _firstPort, _lastPort;

    EndpointRule(string text, HostMatch host, int firstPort, int lastPort)
        : base(text) => (_host, _firstPort, _lastPort) = (host, firstPort, lastPort);

    public override bool Covers(string name, int port) => CoversPort(port) && _host.Covers(name);

    /// <summary>Whether a socket may wait on that port of ours; 0 is any free one.</summary>
    public bool CoversPort(int port) => port >= _firstPort && port <= _lastPort;

    public static EndpointRule? TryParse(string text, out string reason)
    {
        reason = $"\"{text}\" is no HOST, HOST:PORT or HOST:FIRST-LAST";
        var (host, ports) = Split(text);
        if (host is null || !TryPorts(ports, out var first, out var last) || HostMatch.TryParse(host) is not { } match)
            return null;
        reason = "";
        return new EndpointRule(text, match, first, last);
    }

    static (string? Host, string? Ports) Split(string text)
    {
        string? ports = null;
        foreach (var (scheme, port) in (ReadOnlySpan<(string, string)>)[("https://", "443"), ("http://", "80")])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                (text, ports) = (text[scheme.Length..].TrimEnd('/'), port);
        }
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
                return default;
            return (text[1..end], end + 1 < text.Length ? text[(end + 2)..] : ports);
        }
        var colon = text.IndexOf(':');
        // More than one: an IPv6 address without brackets, so without a port.
        return colon < 0 || colon != text.LastIndexOf(':') ? (text, ports) : (text[..colon], text[(colon + 1)..]);
    }

    static bool TryPorts(string? text, out int first, out int last)
    {
        (first, last) = (0, ushort.MaxValue);
        if (text is null or "*")
            return true;
        var dash = text.IndexOf('-');
        return TryPort(dash < 0 ? text : text[..dash], out first) && TryPort(dash < 0 ? text : text[(dash + 1)..], out last) && first <= last;
    }

    static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;

    public bool Equals(EndpointRule? other) => other is not null && other.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>One of: any host, a name, the names below one, a network.</summary>
    readonly record struct HostMatch(string? Name, bool Below, IPNetwork? Network)
    {
        public static HostMatch? TryParse(string host)
        {
            if (host == "*")
                return new HostMatch(null, false, null);
            if (IPNetwork.TryParse(host, out var network))
                return new HostMatch(null, false, network);
            if (IPAddress.TryParse(host, out var address))
            {
                address = Plain(address);
                return new HostMatch(null, false, new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            var below = host.StartsWith("*.", StringComparison.Ordinal);
            var name = Trim(below ? host[2..] : host);
            return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? new HostMatch(name, below, null) : null;
        }

        public bool Covers(string host)
        {
            if (Name is null && Network is null)
                return true;
            // "127.1" and "::ffff:127.0.0.1" are addresses too, and the same one.
            if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
                return Network is { } network && network.Contains(Plain(address));
            var name = Trim(host);
            if (Name is null)
                return false;
            return Below
                ? name.Length > Name.Length + 1 && name.EndsWith("." + Name, StringComparison.OrdinalIgnoreCase)
                : name.Equals(Name, StringComparison.OrdinalIgnoreCase);
        }

        static string Trim(string host) => host.EndsWith('.') ? host[..^1] : host;

        static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}

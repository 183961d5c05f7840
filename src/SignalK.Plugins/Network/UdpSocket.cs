using System.Net;
using System.Net.Sockets;

namespace SignalK.Plugins.Network;

/// <summary>One UDP socket. Options and sending on the plugin's thread, at once; receiving on the pool's.</summary>
sealed partial class UdpSocket : IDisposable
{
    const int SolSocket = 1;
    const int SoReuseAddress = 2;

    readonly Socket _socket;
    readonly bool _ipv6;
    readonly SocketOptions _options;
    readonly SocketCounters _counters;
    readonly CancellationTokenSource _closed = new();
    bool _receives;

    /// <exception cref="SocketException">There are none of that kind.</exception>
    public UdpSocket(bool ipv6, SocketOptions options, SocketCounters counters)
    {
        (_ipv6, _options, _counters) = (ipv6, options, counters);
        Closed = _closed.Token;
        _socket = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        if (ipv6)
            _socket.DualMode = true;
        // The option itself: the framework's of that name also sets SO_REUSEPORT, which deals datagrams out among those who listen.
        _socket.SetRawSocketOption(SolSocket, SoReuseAddress, BitConverter.GetBytes(1));
    }

    public CancellationToken Closed { get; }

    /// <summary>That it listens on; 0 before it does.</summary>
    public int Port => (_socket.LocalEndPoint as IPEndPoint)?.Port ?? 0;

    SocketOptionLevel Level => _ipv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;

    public bool Bind(int port) => Try(() =>
    {
        _socket.Bind(new IPEndPoint(_ipv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
        StartReceiving();
    });

    public bool SetBroadcast(bool on) => Try(() => _socket.EnableBroadcast = on);

    public bool SetMulticast(SocketOptionName option, int value) => Try(() => _socket.SetSocketOption(Level, option, value));

    /// <param name="group">Of the socket's own family.</param>
    /// <param name="networkInterface">An address of it (IPv4), <c>::%eth0</c> (IPv6); empty for the system's choice.</param>
    /// <param name="join">Or leave.</param>
    public bool SetMembership(IPAddress group, string networkInterface, bool join) => Try(() =>
    {
        IPAddress? via = networkInterface.Length > 0 ? IPAddress.Parse(networkInterface) : null;
        var isV6 = group.AddressFamily == AddressFamily.InterNetworkV6;
        _socket.SetSocketOption(
            isV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP,
            join ? SocketOptionName.AddMembership : SocketOptionName.DropMembership,
            isV6 ? new IPv6MulticastOption(group, via?.ScopeId ?? group.ScopeId) : (object)new MulticastOption(group, via ?? IPAddress.Any));
    });

    public bool CanReach(IPAddress address) => _ipv6 || address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>A socket that was never bound listens on any free port from now on.</summary>
    public bool Send(IPAddress address, int port, ReadOnlySpan<byte> data)
    {
        try
        {
            var target = _ipv6 && address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address;
            Interlocked.Add(ref _counters.BytesOut, _socket.SendTo(data, SocketFlags.None, new IPEndPoint(target, port)));
            StartReceiving();
            return true;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Too long, nowhere to go, broadcast not asked for, or the queue of the interface is full.
            return false;
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _socket.Dispose();
        Forget();
    }

    static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}

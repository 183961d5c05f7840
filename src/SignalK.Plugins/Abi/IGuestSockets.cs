namespace SignalK.Plugins.Abi;

/// <summary>
/// The sockets of one plugin (<c>sk_udp_*</c>, <c>sk_tcp_*</c>): never block, all queues bounded, -1 for whatever is denied or
/// failed. Used on the plugin's thread; disposed, with all sockets, when the plugin stops.
/// </summary>
public interface IGuestSockets : IDisposable
{
    /// <returns>The socket's number, from 1; -1 when denied or too many.</returns>
    int UdpCreate(bool ipv6);
    int UdpBind(int id, int port);
    int UdpJoinMulticast(int id, string group, string networkInterface);
    int UdpLeaveMulticast(int id, string group, string networkInterface);
    int UdpSetMulticastTtl(int id, int ttl);
    int UdpSetMulticastLoopback(int id, bool on);
    int UdpSetBroadcast(int id, bool on);
    int UdpSend(int id, string address, int port, ReadOnlySpan<byte> data);

    /// <summary>Takes one datagram, cut to the buffer; 0 when none waits.</summary>
    int UdpReceive(int id, Span<byte> buffer, out string address, out int port);
    int UdpPending(int id);
    void UdpClose(int id);

    int TcpCreate();
    int TcpConnect(int id, string host, int port);

    /// <returns>1, 0 while connecting, -1 once closed or unknown.</returns>
    int TcpConnected(int id);
    int TcpSetLineBuffering(int id, bool on);
    int TcpSend(int id, ReadOnlySpan<byte> data);

    /// <summary>One line without its terminator, cut to the buffer; 0 when none waits.</summary>
    int TcpReceiveLine(int id, Span<byte> buffer);

    /// <summary>What was received, up to the buffer's length; the rest stays for the next call.</summary>
    int TcpReceiveRaw(int id, Span<byte> buffer);
    int TcpPending(int id);
    void TcpClose(int id);
}

/// <summary>The serial ports that the operator granted (<c>sk_serial_*</c>): never block, closed when the plugin stops.</summary>
public interface IGuestSerial : IDisposable
{
    /// <param name="device">A stable identity: a name of <c>/dev/serial/by-id</c>, or what the grant calls it.</param>
    /// <param name="baud">0 for the grant's own.</param>
    /// <returns>The port's number, from 1; -1 when not granted or not there.</returns>
    int Open(string device, int baud);

    /// <returns>Bytes read; 0 when nothing waits; -1 once the port is gone.</returns>
    int Read(int id, Span<byte> buffer);
    int Write(int id, ReadOnlySpan<byte> data);
    void Close(int id);
}

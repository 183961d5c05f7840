using SignalK.Plugins.Abi;

namespace SignalK.Plugins.Running;

/// <summary>For a plugin that may have none.</summary>
internal sealed class NoSockets : IGuestSockets
{
    public static NoSockets Instance { get; } = new();

    public int UdpCreate(bool ipv6) => -1;
    public int UdpBind(int id, int port) => -1;
    public int UdpJoinMulticast(int id, string group, string networkInterface) => -1;
    public int UdpLeaveMulticast(int id, string group, string networkInterface) => -1;
    public int UdpSetMulticastTtl(int id, int ttl) => -1;
    public int UdpSetMulticastLoopback(int id, bool on) => -1;
    public int UdpSetBroadcast(int id, bool on) => -1;
    public int UdpSend(int id, string address, int port, ReadOnlySpan<byte> data) => -1;

    public int UdpReceive(int id, Span<byte> buffer, out string address, out int port)
    {
        (address, port) = ("", 0);
        return -1;
    }

    public int UdpPending(int id) => -1;

    public void UdpClose(int id)
    {
    }

    public int TcpCreate() => -1;
    public int TcpConnect(int id, string host, int port) => -1;
    public int TcpConnected(int id) => -1;
    public int TcpSetLineBuffering(int id, bool on) => -1;
    public int TcpSend(int id, ReadOnlySpan<byte> data) => -1;
    public int TcpReceiveLine(int id, Span<byte> buffer) => -1;
    public int TcpReceiveRaw(int id, Span<byte> buffer) => -1;
    public int TcpPending(int id) => -1;

    public void TcpClose(int id)
    {
    }

    public void Dispose()
    {
    }
}

/// <inheritdoc cref="NoSockets"/>
internal sealed class NoSerial : IGuestSerial
{
    public static NoSerial Instance { get; } = new();

    public int Open(string device, int baud) => -1;
    public int Read(int id, Span<byte> buffer) => -1;
    public int Write(int id, ReadOnlySpan<byte> data) => -1;

    public void Close(int id)
    {
    }

    public void Dispose()
    {
    }
}

/// <inheritdoc cref="NoSockets"/>
internal sealed class NoFetch : IGuestFetch
{
    public static NoFetch Instance { get; } = new();

    public FetchReply Send(FetchRequest request, CancellationToken cancel) => FetchReply.Failed("the capability network is not granted");
}

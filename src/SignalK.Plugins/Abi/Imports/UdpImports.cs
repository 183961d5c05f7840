using System.Buffers.Binary;
using System.Text;

namespace SignalK.Plugins.Abi;

/// <summary>Datagrams.</summary>
internal static class UdpImports
{
    const int Failed = -1;

    // An IPv6 address with its NUL, as upstream asks of guests.
    const uint AddressBytes = 46;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_udp_create", (in call) => call.Host.Sockets.UdpCreate(ipv6: call.I32(0) == 1)),
        new("sk_udp_bind", (in call) => call.Host.Sockets.UdpBind(call.I32(0), call.I32(1))),
        new("sk_udp_join_multicast", (in call) => call.TryText(1, out var group) && call.TryText(3, out var via)
            ? call.Host.Sockets.UdpJoinMulticast(call.I32(0), group, via)
            : Failed),
        new("sk_udp_leave_multicast", (in call) => call.TryText(1, out var group) && call.TryText(3, out var via)
            ? call.Host.Sockets.UdpLeaveMulticast(call.I32(0), group, via)
            : Failed),
        new("sk_udp_set_multicast_ttl", (in call) => call.Host.Sockets.UdpSetMulticastTtl(call.I32(0), call.I32(1))),
        new("sk_udp_set_multicast_loopback", (in call) => call.Host.Sockets.UdpSetMulticastLoopback(call.I32(0), call.I32(1) != 0)),
        new("sk_udp_set_broadcast", (in call) => call.Host.Sockets.UdpSetBroadcast(call.I32(0), call.I32(1) != 0)),
        new("sk_udp_send", (in call) => call.TryText(1, out var address) && call.TryBytes(4, out var data)
            ? call.Host.Sockets.UdpSend(call.I32(0), address, call.I32(3), data)
            : Failed),
        new("sk_udp_recv", Receive),
        new("sk_udp_pending", (in call) => call.Host.Sockets.UdpPending(call.I32(0))),
        new("sk_udp_close", (in call) =>
        {
            call.Host.Sockets.UdpClose(call.I32(0));
            return 0;
        }),
    ];

    /// <summary>(id, buffer, size, address out, port out): nothing is taken unless there is room for all of it; 0 for no address or port.</summary>
    static double Receive(in ImportCall call)
    {
        Span<byte> addressOut = default, portOut = default;
        if (!call.TryBytes(1, out var buffer)
            || (call.U32(3) != 0 && !call.Call.Memory.TryGetSpan(call.U32(3), AddressBytes, out addressOut))
            || (call.U32(4) != 0 && !call.Call.Memory.TryGetSpan(call.U32(4), sizeof(ushort), out portOut)))
            return Failed;
        var length = call.Host.Sockets.UdpReceive(call.I32(0), buffer, out var address, out var port);
        if (length < 0 || address.Length == 0)
            return length;
        if (address.Length < addressOut.Length)
            addressOut[Encoding.ASCII.GetBytes(address, addressOut)] = 0;
        if (!portOut.IsEmpty)
            BinaryPrimitives.WriteUInt16LittleEndian(portOut, (ushort)port);
        return length;
    }
}

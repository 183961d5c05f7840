namespace SignalK.Plugins.Abi;

/// <summary>Connections.</summary>
internal static class TcpImports
{
    const int Failed = -1;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_tcp_create", (in call) => call.Host.Sockets.TcpCreate()),
        new("sk_tcp_connect", (in call) => call.TryText(1, out var host)
            ? call.Host.Sockets.TcpConnect(call.I32(0), host, call.I32(3))
            : Failed),
        new("sk_tcp_connected", (in call) => call.Host.Sockets.TcpConnected(call.I32(0))),
        new("sk_tcp_set_line_buffering", (in call) => call.Host.Sockets.TcpSetLineBuffering(call.I32(0), call.I32(1) != 0)),
        new("sk_tcp_send", (in call) => call.TryBytes(1, out var data) ? call.Host.Sockets.TcpSend(call.I32(0), data) : Failed),
        new("sk_tcp_recv_line", (in call) => call.TryBytes(1, out var buffer)
            ? call.Host.Sockets.TcpReceiveLine(call.I32(0), buffer)
            : Failed),
        new("sk_tcp_recv_raw", (in call) => call.TryBytes(1, out var buffer)
            ? call.Host.Sockets.TcpReceiveRaw(call.I32(0), buffer)
            : Failed),
        new("sk_tcp_pending", (in call) => call.Host.Sockets.TcpPending(call.I32(0))),
        new("sk_tcp_close", (in call) =>
        {
            call.Host.Sockets.TcpClose(call.I32(0));
            return 0;
        }),
    ];
}

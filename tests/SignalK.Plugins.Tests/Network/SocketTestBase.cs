using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalK.Plugins.Network;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Network;

public abstract class SocketTestBase : IDisposable
{
    private protected PluginSockets? Made;

    internal static SocketOptions Everywhere => new() { Reach = new NetworkReach((_, _) => true), MayBind = static _ => true };

    internal PluginSockets Sockets(SocketOptions? options = null) => Made ??= new PluginSockets(options ?? Everywhere);

    public void Dispose()
    {
        Made?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for the next datagram.</summary>
    internal static async Task<(string Text, string Address, int Port)> ReceiveAsync(PluginSockets sockets, int id, int most = 2048)
    {
        await Eventually.Is(() => sockets.UdpPending(id) > 0);
        var buffer = new byte[most];
        var length = sockets.UdpReceive(id, buffer, out var address, out var port);
        return (Encoding.UTF8.GetString(buffer, 0, length), address, port);
    }

    internal static async Task<string> LineAsync(PluginSockets sockets, int id, int most = 2048)
    {
        await Eventually.Is(() => sockets.TcpPending(id) > 0);
        return TakeLine(sockets, id, most);
    }

    internal static string TakeLine(PluginSockets sockets, int id, int most = 2048)
    {
        var buffer = new byte[most];
        return Encoding.UTF8.GetString(buffer, 0, Math.Max(0, sockets.TcpReceiveLine(id, buffer)));
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A port that was free a moment ago.</summary>
    internal static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

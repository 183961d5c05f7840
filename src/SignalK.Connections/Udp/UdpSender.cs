using System.Net;
using System.Net.Sockets;

namespace SignalK.Connections.Udp;

/// <summary>Sends lines to one address, each in a datagram of its own: many receivers read just the first line of one.</summary>
internal sealed class UdpSender : IDisposable
{
    private readonly Socket _socket;
    private readonly int _port;

    private UdpSender(Socket socket)
    {
        _socket = socket;
        _port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        OwnDatagrams.Add(_port);
    }

    public static async Task<UdpSender> CreateAsync(string host, int port, CancellationToken stop)
    {
        var address = IPAddress.TryParse(host, out var literal) ? literal : (await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false))[0];
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetwork)
            {
                socket.EnableBroadcast = true;
            }

            await socket.ConnectAsync(new IPEndPoint(address, port), stop).ConfigureAwait(false);
            return new UdpSender(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var length = lines.Span.IndexOf((byte)'\n') + 1;
            try
            {
                await _socket.SendAsync(lines[..length], SocketFlags.None).ConfigureAwait(false);
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // Nobody listens at the moment: that is how UDP is.
            }

            lines = lines[length..];
        }
    }

    public void Dispose()
    {
        OwnDatagrams.Remove(_port);
        _socket.Dispose();
    }
}

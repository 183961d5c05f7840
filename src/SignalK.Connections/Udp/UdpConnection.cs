using System.Net;
using System.Net.Sockets;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Udp;

/// <summary>Datagrams in and out. Each sender has a parser of its own; what we sent ourselves is not taken for input.</summary>
internal sealed class UdpConnection(UdpOptions options, ConnectionServices services) : Connection(options, services)
{
    // A burst of a second at full speed: a receiver that is late must not lose what UDP cannot repeat.
    private const int ReceiveBuffer = 1024 * 1024;
    private const int LargestDatagram = 65_536;
    private const int DatagramsBetweenBreaths = 256;
    private const int OutboxBytes = 64 * 1024;

    private readonly TaskCompletionSource _never = new();
    private OutputTallies _outputs;
    private IPEndPoint[] _endpoints = [];

    public override ConnectionStatus Status() => base.Status() with { Endpoints = _endpoints };

    private protected override (TimeSpan First, TimeSpan Longest) RetryPauses => (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    // Membership of a group ends with the interface that it was joined on, and nothing says so.
    private protected override bool ReopensWhenQuiet => options.Groups.Count > 0;

    private protected override OutputTally OutputTally => _outputs.Total;

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        List<Socket> sockets = [];
        UdpSender? sender = null;
        try
        {
            foreach (var address in options.Port is null ? [] : options.Listen.Count > 0 ? options.Listen.AsEnumerable() : [IPAddress.Any])
            {
                sockets.Add(Bind(address, sockets.Count > 0 ? ((IPEndPoint)sockets[0].LocalEndPoint!).Port : options.Port!.Value));
            }

            var fault = new TaskCompletionSource();
            sender = options is { Output: not null, Host: { } host } ? await UdpSender.CreateAsync(host, options.HostPort, stop).ConfigureAwait(false) : null;
            using var output = sender is null
                ? null
                : new SentenceOutput(Services, this, options.Output!, OutboxBytes, sender.WriteAsync, e => fault.TrySetException(e));
            _outputs.Begin(output);
            _endpoints = [.. sockets.Select(static s => (IPEndPoint)s.LocalEndPoint!)];
            var addresses = _endpoints.Select(static e => e.ToString());
            Opened(string.Join(", ", sender is null ? addresses : addresses.Append($"to {options.Host}:{options.HostPort}")));
            await await Task.WhenAny([.. sockets.Select(s => ReceiveAsync(s, stop)), fault.Task, _never.Task.WaitAsync(stop)]).ConfigureAwait(false);
            return false;
        }
        finally
        {
            _endpoints = [];
            _outputs.End();
            sender?.Dispose();
            sockets.ForEach(static s => s.Dispose());
        }
    }

    private Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = ReceiveBuffer;
            socket.EnableBroadcast = true;
            if (options.Groups.Count > 0)
            {
                // Several programs of one machine may listen to a group.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(address, port));
            foreach (var group in options.Groups.Where(g => g.AddressFamily == address.AddressFamily))
            {
                Join(socket, group, address);
            }

            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new ConnectionException(
                fault.SocketErrorCode == SocketError.AddressAlreadyInUse ? $"UDP port {port} is in use by another program" : $"{address} UDP port {port}: {fault.Message}", fault);
        }
    }

    private static void Join(Socket socket, IPAddress group, IPAddress local)
    {
        if (group.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group));
        }
        else
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, local));
        }
    }

    private async Task ReceiveAsync(Socket socket, CancellationToken stop)
    {
        var senders = new UdpSenders(this, options.MaxSenders, Time);
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagram);
        var from = new SocketAddress(socket.AddressFamily);
        for (var datagrams = 1; ; datagrams++)
        {
            if (datagrams % DatagramsBetweenBreaths == 0)
            {
                await Task.Yield();
            }

            var count = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop).ConfigureAwait(false);
            if (!OwnDatagrams.Includes(from))
            {
                senders.Feed(from, buffer.AsSpan(0, count));
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Tcp;

/// <summary>
/// A listening port. Every client is a way in with a parser of its own (half a sentence of one never meets half of another's),
/// and a way out that gets everything but its own words.
/// </summary>
internal sealed partial class TcpServerConnection(TcpServerOptions options, ConnectionServices services) : Connection(options, services)
{
    private static readonly TimeSpan s_whenExhausted = TimeSpan.FromSeconds(1);

    private readonly Lock _clientsGate = new();
    private TcpServerClient[] _clients = [];
    private OutputTally _gone;
    private IPEndPoint[] _endpoints = [];

    public override ConnectionStatus Status() =>
        base.Status() with { Endpoints = _endpoints, Clients = [.. _clients.Select(static c => c.Status())] };

    internal override bool WatchesLiveness => Array.Exists(_clients, static c => c.HasSpoken);

    private protected override (TimeSpan First, TimeSpan Longest) RetryPauses => (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private protected override OutputTally OutputTally
    {
        get
        {
            lock (_clientsGate)
            {
                return _clients.Aggregate(_gone, static (sum, client) => sum + client.Output);
            }
        }
    }

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        List<Socket> listeners = [];
        try
        {
            IPAddress[] addresses = options.Listen.Count > 0 ? [.. options.Listen] : [IPAddress.IPv6Any];
            foreach (var address in addresses)
            {
                // A port left open is chosen once, the same for all addresses.
                listeners.Add(Listen(address, listeners.Count > 0 ? ((IPEndPoint)listeners[0].LocalEndPoint!).Port : options.Port));
            }

            _endpoints = [.. listeners.Select(static l => (IPEndPoint)l.LocalEndPoint!)];
            Opened(string.Join<IPEndPoint>(", ", _endpoints));
            await Task.WhenAll(listeners.Select(l => AcceptAsync(l, stop))).ConfigureAwait(false);
            return false;
        }
        finally
        {
            _endpoints = [];
            listeners.ForEach(static l => l.Dispose());
            foreach (var client in _clients)
            {
                client.Dispose();
            }
        }
    }

    internal void ClientFault(Exception fault, string peer) => LogClientFault(Log, fault, Options.Id, peer);

    private static Socket Listen(IPAddress address, int port)
    {
        var anything = address.Equals(IPAddress.IPv6Any) && Socket.OSSupportsIPv6;
        if (address.Equals(IPAddress.IPv6Any) && !anything)
        {
            address = IPAddress.Any;
        }

        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (anything)
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(64);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new ConnectionException(
                fault.SocketErrorCode == SocketError.AddressAlreadyInUse ? $"port {port} is in use by another program" : $"{address} port {port}: {fault.Message}", fault);
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(stop).ConfigureAwait(false);
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                continue;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.TooManyOpenSockets)
            {
                // Those that are connected keep what they have; the next one waits.
                Counters.CountRefused();
                await Task.Delay(s_whenExhausted, Time, stop).ConfigureAwait(false);
                continue;
            }

            if (_clients.Length >= options.MaxClients)
            {
                Counters.CountRefused();
                socket.Dispose();
                continue;
            }

            var client = new TcpServerClient(this, options, Services, socket);
            lock (_clientsGate)
            {
                _clients = [.. _clients, client];
            }

            _ = ServeAsync(client, stop);
        }
    }

    private async Task ServeAsync(TcpServerClient client, CancellationToken stop)
    {
        await client.RunAsync(stop).ConfigureAwait(false);
        lock (_clientsGate)
        {
            _clients = [.. _clients.Where(c => c != client)];
            _gone += client.Output;
        }
    }

    [LoggerMessage(20, LogLevel.Error, "{Id}: unexpected fault with client {Peer}")]
    private static partial void LogClientFault(ILogger logger, Exception fault, string id, string peer);
}

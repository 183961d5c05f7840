using System.Net;
using System.Net.Sockets;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Tcp;

/// <summary>One client of a listening port.</summary>
internal sealed class TcpServerClient : IDisposable
{
    private readonly TcpServerConnection _server;
    private readonly TcpServerOptions _options;
    private readonly TcpStream _stream;
    private readonly SentenceOutput? _output;
    private readonly string _peer;

    public TcpServerClient(TcpServerConnection server, TcpServerOptions options, ConnectionServices services, Socket socket)
    {
        _server = server;
        _options = options;
        _peer = Describe(socket.RemoteEndPoint as IPEndPoint);
        _stream = new TcpStream(socket, services.Time);
        if (options.Output is { } output)
        {
            _output = new SentenceOutput(services, this, output, TcpStream.OutboxBytes, _stream.WriteAsync, _ => Dispose());
        }
    }

    public bool HasSpoken => _stream.BytesRead > 0;

    public OutputTally Output => _output?.Tally ?? default;

    public ClientStatus Status() => new(_peer, _stream.BytesRead, Output, _output?.Queued ?? 0);

    public void Dispose()
    {
        _output?.Dispose();
        _stream.Dispose();
    }

    private static string Describe(IPEndPoint? peer) => peer switch
    {
        null => "?",
        { Address.IsIPv4MappedToIPv6: true } => new IPEndPoint(peer.Address.MapToIPv4(), peer.Port).ToString(),
        _ => peer.ToString(),
    };

    public async Task RunAsync(CancellationToken stop)
    {
        using var closeAtStop = stop.UnsafeRegister(static client => ((TcpServerClient)client!).Dispose(), this);
        try
        {
            var input = _options.AcceptInput ? _server.NewInput(this) : null;
            await _stream.ReadAllAsync(input).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A client that goes away is no fault of the server.
        }
        catch (Exception fault)
        {
            _server.ClientFault(fault, _peer);
        }
        finally
        {
            Dispose();
        }
    }
}

using System.Net.Sockets;
using SignalK.Connections.Bus;
using SignalK.Connections.Input;
using SignalK.Connections.Options;

namespace SignalK.Connections.Tcp;

/// <summary>A connection that we open. Duplex when it has an output.</summary>
internal sealed class TcpClientConnection(TcpClientOptions options, ConnectionServices services) : Connection(options, services)
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(10);

    private static readonly byte[] s_watch = [.. "?WATCH={\"enable\":true,\"nmea\":true}\n"u8];

    private static readonly byte[] s_subscribe = [.. "{\"context\":\"*\",\"subscribe\":[{\"path\":\"*\",\"policy\":\"instant\"}]}\r\n"u8];

    private OutputTallies _outputs;

    private protected override bool ReopensWhenQuiet => true;

    private protected override TimeSpan IdleTimeout => options.NoDataTimeout;

    private protected override Supervision.OutputTally OutputTally => _outputs.Total;

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await ConnectAsync(socket, stop).ConfigureAwait(false);
        using var stream = new TcpStream(socket, Time);
        using var closeAtStop = stop.UnsafeRegister(static s => ((TcpStream)s!).Dispose(), stream);
        using var output = options.Output is { } wanted
            ? new SentenceOutput(Services, this, wanted, TcpStream.OutboxBytes, stream.WriteAsync, _ => stream.Dispose())
            : null;
        _outputs.Begin(output);
        Opened($"{options.Host}:{options.Port}");
        try
        {
            await stream.WriteAsync(Greeting).ConfigureAwait(false);
            await stream.ReadAllAsync(options.Protocol == TcpProtocol.SignalK ? new DeltaInput(this, Services) : NewInput(this)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is ObjectDisposedException || (fault is SocketException && stop.IsCancellationRequested))
        {
            stop.ThrowIfCancellationRequested();
            throw new SocketException((int)SocketError.ConnectionReset);
        }
        finally
        {
            _outputs.End();
        }

        return false;
    }

    private ReadOnlyMemory<byte> Greeting => options.Protocol switch
    {
        TcpProtocol.Gpsd => s_watch,
        TcpProtocol.SignalK => s_subscribe,
        _ => default,
    };

    private async Task ConnectAsync(Socket socket, CancellationToken stop)
    {
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        connecting.CancelAfter(s_connectTimeout);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, connecting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}

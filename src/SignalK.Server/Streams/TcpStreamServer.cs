using System.Net;
using System.Net.Sockets;
using SignalK.Core.Fanout;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

/// <summary>
/// Signal K over plain TCP (port 8375): one JSON object a line both ways. A client gets the hello at once and deltas when it
/// has subscribed.
/// </summary>
public sealed class TcpStreamServer(StreamHost host, Func<IPAddress, Principal> principalOf) : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<Socket> _listeners = [];

    /// <summary>Bound addresses.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints => [.. _listeners.Select(l => (IPEndPoint)l.LocalEndPoint!)];

    /// <summary>Opens the port and begins to take clients.</summary>
    /// <exception cref="SocketException">The port is taken, or may not be opened.</exception>
    public void Listen(IPEndPoint endpoint)
    {
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(endpoint);
            listener.Listen(128);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listeners.Add(listener);
        _ = AcceptAsync(listener);
    }

    public void Dispose()
    {
        _stopped.Cancel();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(_stopped.Token).ConfigureAwait(false));
            }
            catch (SocketException)
            {
                // One client that failed to arrive, or no descriptor left for it: the next may do better.
                await Task.Delay(TimeSpan.FromMilliseconds(100), host.Hub.Time).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var transport = new SocketTransport(socket);
        socket.NoDelay = true;
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        var principal = principalOf(address);
        if (!principal.May(Access.Read))
        {
            return;
        }

        using var session = new StreamSession(host, transport, FeedFraming.Line, new StreamQuery([]), principal, address);
        if (!host.TryAdd(session))
        {
            return;
        }

        try
        {
            session.Send(host.Hello());
            await ReceiveAsync(session, transport).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the server closes.
        }
        finally
        {
            host.Pump.Remove(session);
        }
    }

    private async Task ReceiveAsync(StreamSession session, SocketTransport transport)
    {
        var lines = new LineReader(host.Options.MaxMessageBytes);
        while (true)
        {
            var count = await transport.ReadAsync(lines.GetMemory(), session.Closed).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            lines.Received(count);
            session.Heard();
            while (lines.TryRead(out var line))
            {
                if (!line.IsEmpty)
                {
                    session.MessageReceived(line.Span);
                }
            }

            if (lines.IsOverlong)
            {
                session.Send("{\"state\":\"COMPLETED\",\"statusCode\":413,\"message\":\"line too long\"}"u8);
                await session.DrainAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private sealed class SocketTransport(Socket socket) : IStreamTransport, IDisposable
    {
        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel) => socket.ReceiveAsync(buffer, cancel);

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
        {
            while (!data.IsEmpty)
            {
                data = data[await socket.SendAsync(data, cancel).ConfigureAwait(false)..];
            }
        }

        public void Abort() => socket.Dispose();

        public void Dispose() => socket.Dispose();
    }
}

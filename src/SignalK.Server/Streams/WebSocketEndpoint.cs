using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Fanout;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

/// <summary><c>/signalk/v1/stream</c>: from the upgrade of an HTTP request to the end of the socket.</summary>
public static class WebSocketEndpoint
{
    public static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs the socket to its end. The caller has authorised the principal to connect.</summary>
    public static async Task RunAsync(HttpContext context, StreamHost host, Principal principal)
    {
        var request = context.Request;
        var accept = WebSocketHandshake.Accept(request.Headers.SecWebSocketKey);
        if (accept is null || request.Headers.SecWebSocketVersion != "13" || context.Features.Get<IHttpUpgradeFeature>() is not { } upgrade)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers.SecWebSocketVersion = "13";
            return;
        }

        var query = StreamQuery.Parse(name => request.Query.TryGetValue(name, out var value) ? value.ToString() : null);
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var transport = new UpgradedTransport(context);
        using var session = new StreamSession(host, transport, FeedFraming.WebSocket, query, principal, address);
        if (!host.TryAdd(session))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        try
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.Connection = "Upgrade";
            context.Response.Headers.SecWebSocketAccept = accept;
            transport.Stream = await upgrade.UpgradeAsync();
            session.Send(host.Hello());
            if (principal.May(Access.Read))
            {
                session.Subscribe(query.Rules, query.Rules);
            }

            if (query.ServerEvents && principal.May(Access.Admin))
            {
                host.BeginServerEvents(session);
            }

            await ReceiveAsync(session, transport, host.Options.MaxMessageBytes);
        }
        finally
        {
            host.Pump.Remove(session);
        }
    }

    private static async Task ReceiveAsync(StreamSession session, UpgradedTransport transport, int maxMessageBytes)
    {
        var reader = new WebSocketReader(maxMessageBytes);
        try
        {
            while (true)
            {
                var count = await transport.ReadAsync(reader.GetMemory(), session.Closed);
                if (count == 0)
                {
                    return;
                }

                reader.Received(count);
                session.Heard();
                if (!Dispatch(session, reader))
                {
                    await session.DrainAsync();
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the server closes: either way this is the end of it.
        }
    }

    private static bool Dispatch(StreamSession session, WebSocketReader reader)
    {
        while (true)
        {
            switch (reader.Next())
            {
                case WebSocketEvent.None:
                    return true;
                case WebSocketEvent.Message:
                    session.MessageReceived(reader.Payload.Span);
                    break;
                case WebSocketEvent.Ping:
                    session.Pong(reader.Payload.Span);
                    break;
                case WebSocketEvent.Pong:
                    break;
                case WebSocketEvent.Close:
                    session.SendClose(1000);
                    return false;
                default:
                    session.SendClose(reader.CloseCode);
                    return false;
            }
        }
    }

    private sealed class UpgradedTransport(HttpContext context) : IStreamTransport
    {
        public Stream Stream { get; set; } = Stream.Null;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel) => Stream.ReadAsync(buffer, cancel);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) => Stream.WriteAsync(data, cancel);

        public void Abort() => context.Abort();
    }
}

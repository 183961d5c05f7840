using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Streams;
using SignalK.Server.Http;

namespace SignalK.Server.Streams;

/// <summary>The clients of binary streams: WebSockets that only listen.</summary>
internal sealed class BinaryStreamHost(BinaryStreams streams, TimeProvider time) : IDisposable
{
    /// <summary>Each may hold half a megabyte; a boat has a few radar displays.</summary>
    public const int MaxClients = 32;

    private ImmutableList<BinaryClient> _clients = [];
    private int _isStopped;

    public int ClientCount => _clients.Count;

    public async Task RunAsync(Exchange exchange, string stream)
    {
        var http = exchange.Http;
        var request = http.Request;
        if (!WebSocketEndpoint.IsUpgrade(http))
        {
            exchange.Response.Headers.Upgrade = "websocket";
            await JsonReply.ErrorAsync(exchange, 426, "this is a WebSocket: connect with Upgrade: websocket").ConfigureAwait(false);
            return;
        }

        var accept = WebSocketHandshake.Accept(request.Headers.SecWebSocketKey);
        if (accept is null || request.Headers.SecWebSocketVersion != "13" || stream.Length is 0 or > BinaryStreams.MaxIdLength)
        {
            exchange.Response.Headers.SecWebSocketVersion = "13";
            await JsonReply.ErrorAsync(exchange, 400, "not a WebSocket of RFC 6455, or no name of a stream").ConfigureAwait(false);
            return;
        }

        using var client = new BinaryClient(time, http.Abort);
        if (!TryAdd(client))
        {
            await JsonReply.ErrorAsync(exchange, 503, $"{MaxClients} clients listen already").ConfigureAwait(false);
            return;
        }

        try
        {
            exchange.Response.Headers.Upgrade = "websocket";
            exchange.Response.Headers.Connection = "Upgrade";
            exchange.Response.Headers.SecWebSocketAccept = accept;
            var transport = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
            using (streams.Listen(stream, client))
            {
                await client.RunAsync(transport).ConfigureAwait(false);
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _clients, static (all, gone) => all.Remove(gone), client);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isStopped, 1);
        foreach (var client in _clients)
        {
            client.Close(1001);
        }
    }

    private bool TryAdd(BinaryClient client)
    {
        var taken = ImmutableInterlocked.Update(ref _clients, static (all, added) => all.Count < MaxClients ? all.Add(added) : all, client)
            || _clients.Contains(client);
        if (taken && Volatile.Read(ref _isStopped) != 0)
        {
            client.Close(1001);
        }

        return taken;
    }
}

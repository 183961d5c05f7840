using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Server.Streams;

namespace SignalK.Server.Tests.Streams;

/// <summary>A hub behind a real HTTP server on loopback, with the stream endpoint alone.</summary>
public sealed class StreamServerFixture : IAsyncDisposable
{
    public const string Self = "vessels.urn:mrn:imo:mmsi:230099999";

    private readonly WebApplication _app;

    private StreamServerFixture(WebApplication app, Hub hub, StreamHost host, PutHandlers puts)
    {
        _app = app;
        Hub = hub;
        Host = host;
        Puts = puts;
        Ingress = hub.RegisterIngress("test", Principal.Server);
    }

    public Hub Hub { get; }

    public StreamHost Host { get; }

    public PutHandlers Puts { get; }

    public Ingress Ingress { get; }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<StreamServerFixture> StartAsync(Principal? principal = null, StreamOptions? options = null, HubOptions? hubOptions = null)
    {
        var hub = new Hub(hubOptions ?? new HubOptions { Self = Self });
        var requests = new RequestManager(TimeProvider.System);
        var puts = new PutHandlers(requests);
        var host = new StreamHost(hub, puts, requests, options ?? new StreamOptions(), "1.2.3");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => WebSocketEndpoint.IsUpgrade(context)
            ? WebSocketEndpoint.RunAsync(context, host, principal ?? Principal.Guest)
            : Task.CompletedTask);
        await app.StartAsync();
        return new StreamServerFixture(app, hub, host, puts);
    }

    public void Send(string path, SkValue value, string source = "gps.GP", string? context = null)
    {
        var delta = new Delta { Context = context };
        delta.Add(Source.Of(source)).Add(SkPath.Of(path), value);
        Assert.True(Hub.Ingest(Ingress, delta));
    }

    public async Task<TestSocket> ConnectAsync(string query = "subscribe=none")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{Url.Authority}/signalk/v1/stream?{query}"), CancellationToken.None);
        return new TestSocket(socket);
    }

    public async ValueTask DisposeAsync()
    {
        Host.Dispose();
        await _app.DisposeAsync();
        Hub.Dispose();
    }
}

/// <summary>A client that reads JSON messages with a limit of time, so that what does not come fails instead of hanging.</summary>
public sealed class TestSocket(WebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public WebSocket Socket => socket;

    public Task SendAsync(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None);

    public async Task<JsonNode> ReadAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"closed: {socket.CloseStatus}");
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(_buffer.AsSpan(0, length))!;
            }
        }
    }

    /// <summary>Reads until a message has the path; gives its value.</summary>
    public async Task<string> ValueAsync(string path)
    {
        while (true)
        {
            var message = await ReadAsync();
            foreach (var update in message["updates"]?.AsArray() ?? [])
            {
                foreach (var value in update!["values"]?.AsArray() ?? [])
                {
                    if ((string?)value!["path"] == path)
                    {
                        return value["value"]?.ToJsonString() ?? "null";
                    }
                }
            }
        }
    }

    public void Dispose() => socket.Dispose();
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using SignalK.Connections.Supervision;
using SignalK.Plugins;
using SignalK.Server.Security;
using SignalK.Server.Tests.Plugins;
using SignalK.Server.Tests.Security;

namespace SignalK.Server.Tests.Streams;

public sealed class ServerEventTests
{
    [Fact]
    public async Task WhoAsks_HearsWhatConnectionsAndPluginsSay_AtOnceAndAgain()
    {
        var host = new FakePluginHost().With(new PluginStatus { Id = new PluginId("@boat/a"), Name = "A", State = PluginState.Running, StatusMessage = "all well" })
            .With(new PluginStatus { Id = new PluginId("b"), Name = "B", State = PluginState.Error, StatusMessage = "x", LastError = "no module" })
            .With(new PluginStatus { Id = new PluginId("c"), Name = "C", State = PluginState.Stopped });
        await using var boat = await Boat.StartAsync(plugins: host);
        boat.Connections = [new ConnectionStatus { Id = "gps", Type = "serial", State = ConnectionState.Running, Input = new InputTally() }];
        using var socket = await ConnectAsync(boat, "?subscribe=none&serverevents=all");
        var first = await ReceiveAsync(socket);
        Assert.Equal(
            """{"type":"PROVIDERSTATUS","from":"signalk-server","data":[{"id":"gps","message":"running","type":"status","statusType":"provider"},{"id":"_boat_a","message":"all well","type":"status","statusType":"plugin"},{"id":"b","message":"no module","type":"error","statusType":"plugin"}]}""",
            first);
        boat.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(first, await ReceiveAsync(socket));
    }

    [Fact]
    public async Task WhoMayNotAdminister_HearsNothing()
    {
        using var users = new SecurityFile(allowReadOnly: true);
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path));
        using var socket = await ConnectAsync(boat, "?serverevents=all");
        Assert.Contains("\"updates\"", await ReceiveAsync(socket));
    }

    private static async Task<ClientWebSocket> ConnectAsync(Boat boat, string query)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{boat.Url.Authority}/signalk/v1/stream{query}"), default);
        Assert.NotNull(JsonNode.Parse(await ReceiveAsync(socket))!["self"]);
        return socket;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(count), patience.Token);
            count += result.Count;
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, count);
            }
        }
    }
}

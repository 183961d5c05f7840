using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Server.Streams;

namespace SignalK.Server.Tests.Streams;

public class StreamTests
{
    [Fact]
    public async Task Connect_SaysHelloFirst()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync();
        var hello = await client.ReadAsync();
        Assert.Equal("1.2.3", (string?)hello["version"]);
        Assert.Equal(StreamServerFixture.Self, (string?)hello["self"]);
        Assert.Equal(["master", "main"], hello["roles"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(server.Host.StartId, (string?)hello["serverStartId"]);
    }

    [Fact]
    public async Task SubscribeSelf_SendsCachedThenLive_OfTheOwnVesselAlone()
    {
        await using var server = await StreamServerFixture.StartAsync();
        server.Send("a.cached", 1);
        server.Send("a.other", 1, context: "vessels.urn:mrn:imo:mmsi:1");
        using var client = await server.ConnectAsync("");
        await client.ReadAsync();
        Assert.Equal("1", await client.ValueAsync("a.cached"));
        server.Send("a.other", 2, context: "vessels.urn:mrn:imo:mmsi:1");
        server.Send("a.live", 3);
        var next = await client.ReadAsync();
        Assert.Equal("a.live", (string?)next["updates"]![0]!["values"]![0]!["path"]);
    }

    [Fact]
    public async Task SendCachedValuesFalse_SendsLiveOnly()
    {
        await using var server = await StreamServerFixture.StartAsync();
        server.Send("a.cached", 1);
        using var client = await server.ConnectAsync("subscribe=all&sendCachedValues=false");
        await client.ReadAsync();
        server.Send("a.live", 3);
        Assert.Equal("a.live", (string?)(await client.ReadAsync())["updates"]![0]!["values"]![0]!["path"]);
    }

    [Fact]
    public async Task Subscribe_ThenUnsubscribeOnePath_KeepsTheSocketAndTheOthers()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SendAsync("""{"context":"vessels.self","subscribe":[{"path":"a.*","policy":"instant"},{"path":"b.x"}]}""");
        await WaitForSubscription(server, client);
        await client.SendAsync("""{"context":"vessels.self","unsubscribe":[{"path":"a.one"},{"path":"b.x"}]}""");
        await client.SendAsync("""{"requestId":"sync","query":true}""");
        Assert.Equal("sync", (string?)(await client.ReadAsync())["requestId"]);
        server.Send("a.one", 1);
        server.Send("b.x", 2);
        server.Send("a.two", 3);
        Assert.Equal("a.two", (string?)(await client.ReadAsync())["updates"]![0]!["values"]![0]!["path"]);
        Assert.Equal(WebSocketState.Open, client.Socket.State);
    }

    [Fact]
    public async Task UnsubscribeOnePath_OfSubscribeAll_Works()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync("subscribe=all");
        await client.ReadAsync();
        await client.SendAsync("""{"context":"*","unsubscribe":[{"path":"a.one"}]}""");
        await client.SendAsync("""{"requestId":"sync","query":true}""");
        await client.ReadAsync();
        server.Send("a.one", 1);
        server.Send("a.two", 2);
        Assert.Equal("a.two", (string?)(await client.ReadAsync())["updates"]![0]!["values"]![0]!["path"]);
    }

    [Theory]
    [InlineData("this is not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"subscribe":"x"}""")]
    [InlineData("""{"context":5,"subscribe":[{"path":"*"}]}""")]
    [InlineData("""{"subscribe":[{"path":"*","policy":"sometimes"}]}""")]
    [InlineData("""{"updates":[{"values":[{"path":"a..b","value":1}]}]}""")]
    [InlineData("""{"updates":7}""")]
    [InlineData("""{"subscribe":[{"path":"\ud800"}]}""")]
    [InlineData("""{"updates":[{"meta":[{"path":"a.b","value":{"units":"\ud800"}}]}]}""")]
    [InlineData("""{"requestId":"r","put":{"path":"a.b"}}""")]
    public async Task BadMessage_IsAnsweredAndTheSocketStays(string message)
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SendAsync(message);
        var answer = await client.ReadAsync();
        Assert.Equal(400, (int?)answer["statusCode"]);
        Assert.NotEqual("", (string?)answer["message"]);
        await client.SendAsync("""{"requestId":"q","query":true}""");
        Assert.Equal(404, (int?)(await client.ReadAsync())["statusCode"]);
    }

    [Fact]
    public async Task KeepAlive_IsIgnored()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SendAsync("{}");
        await client.SendAsync("""{"requestId":"q","query":true}""");
        Assert.Equal("q", (string?)(await client.ReadAsync())["requestId"]);
    }

    [Fact]
    public async Task ClientDelta_GoesIntoTheModel_AndItsSenderCarriesOutPuts()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var device = await server.ConnectAsync();
        using var user = await server.ConnectAsync("subscribe=self");
        await device.ReadAsync();
        await user.ReadAsync();
        await device.SendAsync("""{"updates":[{"$source":"switcher","values":[{"path":"electrical.switches.a.state","value":0}]}]}""");
        Assert.Equal("0", await user.ValueAsync("electrical.switches.a.state"));

        await user.SendAsync("""{"context":"vessels.self","requestId":"p","put":{"path":"electrical.switches.a.state","value":1}}""");
        var asked = await device.ReadAsync();
        Assert.Equal(1, (int?)asked["put"]![0]!["value"]);
        Assert.Equal("PENDING", (string?)(await user.ReadAsync())["state"]);
        await device.SendAsync($$"""{"requestId":"{{asked["requestId"]}}","state":"COMPLETED","statusCode":200}""");
        var done = await user.ReadAsync();
        Assert.Equal("COMPLETED", (string?)done["state"]);
        Assert.Equal(200, (int?)done["statusCode"]);
    }

    [Fact]
    public async Task Put_WithoutHandler_Is405()
    {
        await using var server = await StreamServerFixture.StartAsync();
        using var client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SendAsync("""{"context":"vessels.self","requestId":"put-1","put":{"path":"a.b","value":1}}""");
        var answer = await client.ReadAsync();
        Assert.Equal(405, (int?)answer["statusCode"]);
        Assert.Equal("PUT not supported for a.b", (string?)answer["message"]);
    }

    [Fact]
    public async Task Anonymous_WithoutTheRightToRead_GetsHelloAndNothingElse()
    {
        await using var server = await StreamServerFixture.StartAsync(Principal.Anonymous);
        using var client = await server.ConnectAsync("subscribe=all");
        await client.ReadAsync();
        server.Send("a.b", 1);
        await client.SendAsync("""{"context":"*","subscribe":[{"path":"*"}]}""");
        Assert.Equal(403, (int?)(await client.ReadAsync())["statusCode"]);
        await client.SendAsync("""{"updates":[{"values":[{"path":"a.b","value":2}]}]}""");
        Assert.Equal(403, (int?)(await client.ReadAsync())["statusCode"]);
    }

    [Fact]
    public async Task MessageTooLong_ClosesWith1009_AndOthersGoOn()
    {
        await using var server = await StreamServerFixture.StartAsync(options: new StreamOptions { MaxMessageBytes = 1000 });
        using var other = await server.ConnectAsync("subscribe=self");
        using var client = await server.ConnectAsync();
        await other.ReadAsync();
        await client.ReadAsync();
        await client.SendAsync(new string('x', 5000));
        await Assert.ThrowsAnyAsync<Exception>(client.ReadAsync);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.Socket.CloseStatus);
        server.Send("a.b", 5);
        Assert.Equal("5", await other.ValueAsync("a.b"));
    }

    [Fact]
    public async Task SlowClient_GetsTheNewestValues_AndCostsNobodyElse()
    {
        await using var server = await StreamServerFixture.StartAsync(
            hubOptions: new HubOptions { Self = StreamServerFixture.Self, MaxReaderLag = 256 * 1024 });
        using var slow = await server.ConnectAsync("subscribe=self");
        using var quick = await server.ConnectAsync("subscribe=self");
        await slow.ReadAsync();
        await quick.ReadAsync();
        var reading = Task.Run(async () =>
        {
            var last = "";
            while (last != "200000")
            {
                last = await quick.ValueAsync("a.counter");
            }
        });
        for (var i = 1; i <= 200_000; i++)
        {
            server.Send("a.counter", i);
            if (i % 500 == 0)
            {
                // The quick one is to keep up: give it the processor now and then.
                while (server.Host.Clients[1].Queued > 64 * 1024)
                {
                    await Task.Yield();
                }
            }
        }

        await reading.WaitAsync(TimeSpan.FromSeconds(30));
        var value = "";
        var messages = 0;
        while (value != "200000")
        {
            value = await slow.ValueAsync("a.counter");
            messages++;
        }

        Assert.InRange(messages, 1, 199_999);
        Assert.Contains(server.Host.Clients, c => c.Conflated > 0);
        Assert.Contains(server.Host.Clients, c => c.Conflated == 0);
    }

    [Fact]
    public async Task MoreClientsThanAllowed_AreRefused()
    {
        await using var server = await StreamServerFixture.StartAsync(options: new StreamOptions { MaxClients = 2 });
        using var one = await server.ConnectAsync();
        using var two = await server.ConnectAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync());
    }

    private static async Task WaitForSubscription(StreamServerFixture server, TestSocket client)
    {
        await client.SendAsync("""{"requestId":"sync","query":true}""");
        JsonNode answer;
        do
        {
            answer = await client.ReadAsync();
        }
        while ((string?)answer["requestId"] != "sync");
        Assert.NotEmpty(server.Host.Clients);
    }
}

using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Tests.Http;

public sealed class HttpTests : IAsyncLifetime
{
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(new ServerOptions { MaxBodySize = 4_096 });

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Theory]
    [InlineData("/signalk")]
    [InlineData("/signalk/")]
    public async Task Get_Discovery_NamesTheHostAsItWasAsked(string path)
    {
        var answer = await _boat.GetAsync(path, ("Host", "boat.local:3000"), ("X-Forwarded-Proto", "https"));

        var v1 = answer.Json.GetProperty("endpoints").GetProperty("v1");
        Assert.Equal("https://boat.local:3000/signalk/v1/api/", v1.GetProperty("signalk-http").GetString());
        Assert.Equal("wss://boat.local:3000/signalk/v1/stream", v1.GetProperty("signalk-ws").GetString());
        Assert.Equal("tcp://boat.local:8375", v1.GetProperty("signalk-tcp").GetString());
        Assert.Equal("1.2.3", answer.Json.GetProperty("server").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Get_AnyRoute_CarriesCorsAndNoSniff()
    {
        foreach (var path in new[] { "/signalk", "/nosuch", "/signalk/v1/api/vessels/self" })
        {
            var answer = await _boat.GetAsync(path, ("Origin", "http://example.com"));

            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
            Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Null(answer.Header("Server"));
        }
    }

    [Fact]
    public async Task Options_Preflight_AllowsWhatWasAskedFor()
    {
        var answer = await _boat.SendAsync(
            HttpMethod.Options, "/signalk/v1/api/", null,
            ("Origin", "http://example.com"), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization"));

        Assert.Equal(204, answer.Status);
        Assert.Equal("GET,HEAD,PUT,PATCH,POST,DELETE", answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("authorization", answer.Header("Access-Control-Allow-Headers"));
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Head_Leaf_HasTheHeadersOfGetAndNoBody()
    {
        const string Path = "/signalk/v1/api/vessels/self/navigation/speedOverGround";
        var get = await _boat.GetAsync(Path);

        var head = await _boat.SendAsync(HttpMethod.Head, Path, null);

        Assert.Equal(200, head.Status);
        Assert.Equal(get.Header("Content-Length"), head.Header("Content-Length"));
        Assert.Equal(get.Header("Content-Type"), head.Header("Content-Type"));
        Assert.Empty(head.Body);
    }

    [Fact]
    public async Task Get_LargeBodyWithGzipAccepted_IsCompressed()
    {
        for (var i = 0; i < 300; i++)
        {
            _boat.Ingest($"vessels.urn:mrn:imo:mmsi:2300{i:00000}", Source.Of("ais"), ("navigation.speedOverGround", i / 10.0));
        }

        var plain = await _boat.GetAsync("/signalk/v1/api/");
        var small = await _boat.GetAsync("/signalk/v1/api/self", ("Accept-Encoding", "gzip"));
        var refused = await _boat.GetAsync("/signalk/v1/api/", ("Accept-Encoding", "gzip;q=0, identity"));
        var zipped = await _boat.GetAsync("/signalk/v1/api/", ("Accept-Encoding", "deflate, gzip;q=0.8"));

        Assert.True(plain.Body.Length > 64 * 1024);
        Assert.Null(small.Header("Content-Encoding"));
        Assert.Null(refused.Header("Content-Encoding"));
        Assert.Equal("gzip", zipped.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", zipped.Header("Vary"));
        using var unzip = new GZipStream(new MemoryStream(zipped.Body), CompressionMode.Decompress);
        using var text = new MemoryStream();
        await unzip.CopyToAsync(text);
        Assert.Equal(plain.Text, Encoding.UTF8.GetString(text.ToArray()));
        Assert.True(zipped.Body.Length < plain.Body.Length / 4);
    }

    [Theory]
    [InlineData("POST", "/signalk/v1/api/self", "GET, PUT, DELETE")]
    [InlineData("DELETE", "/signalk", "GET")]
    public async Task Send_WrongMethod_Is405NamingTheRightOnes(string method, string path, string allowed)
    {
        var answer = await _boat.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed, answer.Header("Allow"));
        Assert.Contains(path, answer.Json.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("GET", 404)]
    [InlineData("POST", 405)]
    public async Task Send_ApplicationData_IsRefusedAsByThePeerWithSecurityOff(string method, int status) =>
        Assert.Equal(status, (await _boat.SendAsync(new HttpMethod(method), "/signalk/v1/applicationData/global/freeboard/1.0", null)).Status);

    [Fact]
    public void Find_Root_IsTheRootWhateverStringItIs()
    {
        var table = new RouteTable();
        table.Add(new Route("GET", "/", Access.None, _ => Task.CompletedTask));

        Assert.Single(table.Find(new string(['/']), out _).ToArray());
        Assert.Empty(table.Find("//", out _).ToArray().Skip(1));
        Assert.Empty(table.Find("/x", out _).ToArray());
    }

    [Fact]
    public async Task Put_BodyAboveTheLimit_Is413()
    {
        var answer = await _boat.SendAsync(HttpMethod.Put, "/signalk/v1/api/vessels/self/a/b", $$"""{"value":"{{new string('x', 5_000)}}"}""");

        Assert.Equal(413, answer.Status);
        Assert.Equal("the body is too long", answer.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Handler_ThatThrows_Is500AndTheServerGoesOn()
    {
        using var route = _boat.Server.Routes.Add(
            new Route("GET", "/broken", Access.None, _ => throw new InvalidOperationException("secret")),
            new Route("GET", "/later", Access.None, async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("secret");
            }));

        foreach (var path in new[] { "/broken", "/later" })
        {
            var answer = await _boat.GetAsync(path);
            Assert.Equal(500, answer.Status);
            Assert.DoesNotContain("secret", answer.Text);
        }

        Assert.Equal(200, (await _boat.GetAsync("/signalk")).Status);
    }

    [Fact]
    public async Task Routes_AddedAndDisposedWhileRunning_ComeAndGo()
    {
        var route = _boat.Server.Routes.Add(new Route("GET", "/plugins/x/*", Access.Read, e => JsonReply.TextAsync(e, 200, e.Rest)));

        Assert.Equal("\"a/b\"", (await _boat.GetAsync("/plugins/x/a/b")).Text);
        Assert.Equal("\"\"", (await _boat.GetAsync("/plugins/x")).Text);
        Assert.Equal(404, (await _boat.GetAsync("/plugins/xy")).Status);
        route.Dispose();
        Assert.Equal(404, (await _boat.GetAsync("/plugins/x/a/b")).Status);
    }

    [Fact]
    public async Task Start_OnAPortInUse_NamesIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = (IPEndPoint)taken.LocalEndpoint;
        await using var server = new SignalKServer(
            new ServerOptions { Listen = [endpoint] },
            new ServerServices { Hub = _boat.Hub, Requests = _boat.Requests, PutHandlers = _boat.PutHandlers, Faults = _boat.Faults });

        var fault = await Assert.ThrowsAsync<BindException>(() => server.StartAsync());

        Assert.Equal($"HTTP cannot listen on {endpoint}: the port is in use", fault.Message);
    }

    [Fact]
    public async Task Start_OnSeveralAddresses_AnswersOnEach()
    {
        await using var server = new SignalKServer(
            new ServerOptions { Listen = [new(IPAddress.Loopback, 0), new(IPAddress.Parse("127.0.0.2"), 0)] },
            new ServerServices { Hub = _boat.Hub, Requests = _boat.Requests, PutHandlers = _boat.PutHandlers, Faults = _boat.Faults });
        await server.StartAsync();

        Assert.Equal(2, server.Addresses.Count);
        foreach (var address in server.Addresses)
        {
            Assert.NotEqual(0, address.Port);
            Assert.Equal("\"0.1.0\"", await _boat.Client.GetStringAsync(new Uri($"http://{address}/signalk/v1/api/version")));
        }
    }
}

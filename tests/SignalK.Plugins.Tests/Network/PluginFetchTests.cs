using System.Text;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Network;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginFetchTests : FetchTestBase
{
    [Theory]
    [InlineData("200 OK", 200)]
    [InlineData("404 Not Found", 404)]
    [InlineData("500 Oh", 500)]
    [InlineData("304 Not Modified", 304)]
    public async Task Send_AnyStatus_IsHandedBackWithItsBody(string line, int status)
    {
        var body = status == 304 ? "" : "the body";
        await using var peer = new HttpPeer($"HTTP/1.1 {line}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        var reply = Get(Everywhere, peer.Url + "/a?b=c");

        Assert.Equal((status, null, body), (reply.Status, reply.Fault, Text(reply)));
        Assert.StartsWith("GET /a?b=c HTTP/1.1\r\n", peer.Requests[0]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_WithABody_CarriesMethodHeadersAndBody(string method)
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("done"));
        using var fetch = new PluginFetch(Everywhere);

        var reply = fetch.Send(
            new FetchRequest(method, peer.Url, [Header("Content-Type", "application/json"), Header("X-Token", "größer")], "{\"a\":1}"u8.ToArray()), default);

        Assert.Equal("done", Text(reply));
        var request = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(peer.Requests[0]));
        Assert.StartsWith(method + " / HTTP/1.1\r\n", request);
        Assert.Contains("Content-Type: application/json\r\n", request);
        Assert.Contains("X-Token: größer\r\n", request);
        Assert.EndsWith("\r\n\r\n{\"a\":1}", request);
        Assert.Equal(new FetchStatistics(1, 0, 7, 4), fetch.Statistics);
    }

    [Fact]
    public async Task Send_WithoutAUserAgent_NamesOurs()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok(""));
        using var fetch = new PluginFetch(Everywhere);

        fetch.Send(new FetchRequest("GET", peer.Url, []), default);
        fetch.Send(new FetchRequest("GET", peer.Url, [Header("user-agent", "mine")]), default);

        Assert.Contains("User-Agent: SignalK.Appliance\r\n", peer.Requests[0]);
        Assert.DoesNotContain("SignalK.Appliance", peer.Requests[1]);
    }

    [Fact]
    public async Task Send_HeadersOfTheConnection_AreOurs()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok(""));
        using var fetch = new PluginFetch(Everywhere);

        fetch.Send(new FetchRequest("GET", peer.Url, [Header("Host", "other.example.org"), Header("Transfer-Encoding", "chunked"), Header("Upgrade", "websocket")]), default);

        Assert.Contains($"Host: 127.0.0.1:{peer.Port}\r\n", peer.Requests[0]);
        Assert.DoesNotContain("Transfer-Encoding", peer.Requests[0]);
        Assert.DoesNotContain("Upgrade", peer.Requests[0]);
    }

    [Fact]
    public async Task Send_AfterACookieWasSet_SendsNone()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("", "Set-Cookie: a=b\r\n"));
        using var fetch = new PluginFetch(Everywhere);

        fetch.Send(new FetchRequest("GET", peer.Url, []), default);
        fetch.Send(new FetchRequest("GET", peer.Url, []), default);

        Assert.DoesNotContain("Cookie", peer.Requests[1]);
    }

    [Theory]
    [InlineData("GET", "ftp://127.0.0.1/", "http")]
    [InlineData("GET", "file:///etc/passwd", "http")]
    [InlineData("GET", "/relative", "http")]
    [InlineData("GET", "http://user:pass@127.0.0.1/", "credentials")]
    [InlineData("CONNECT", "http://127.0.0.1/", "method")]
    [InlineData("GET / HTTP/1.1\r\nX:", "http://127.0.0.1/", "method")]
    public void Send_WhatIsNoRequest_SaysWhy(string method, string url, string why)
    {
        using var fetch = new PluginFetch(Everywhere);

        var reply = fetch.Send(new FetchRequest(method, url, []), default);

        Assert.Equal(0, reply.Status);
        Assert.Contains(why, reply.Fault);
    }

    [Theory]
    [InlineData("X-A", "b\r\nX-Injected: 1")]
    [InlineData("X-A: b\r\nX", "c")]
    [InlineData("", "c")]
    public void Send_HeaderWithALineEnd_IsRefused(string name, string value)
    {
        using var fetch = new PluginFetch(Everywhere);

        Assert.Contains("header", fetch.Send(new FetchRequest("GET", "http://127.0.0.1/", [Header(name, value)]), default).Fault);
    }

    [Fact]
    public void Send_TooManyOrTooLongHeaders_AreRefused()
    {
        using var fetch = new PluginFetch(Everywhere);

        Assert.Contains("headers", fetch.Send(new FetchRequest("GET", "http://127.0.0.1/", [.. Enumerable.Range(0, 65).Select(i => Header($"X-{i}", "1"))]), default).Fault);
        Assert.Contains("headers", fetch.Send(new FetchRequest("GET", "http://127.0.0.1/", [Header("X", new string('x', 17_000))]), default).Fault);
    }

    [Fact]
    public void Send_NobodyListens_SaysSo()
    {
        using var taken = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));

        var reply = Get(Everywhere, $"http://127.0.0.1:{((System.Net.IPEndPoint)taken.LocalEndPoint!).Port}/");

        Assert.Equal(0, reply.Status);
        Assert.Contains("refused", reply.Fault);
    }

    [Fact]
    public async Task Send_AnswerThatIsNoHttp_IsAFault()
    {
        await using var peer = new HttpPeer("$GPRMC,,V,,,,,,,,,,N*53\r\n");

        Assert.NotNull(Get(Everywhere, peer.Url).Fault);
    }
}

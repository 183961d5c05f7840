using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Network;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginFetchReachTests : FetchTestBase
{
    [Fact]
    public async Task Send_HostOrPortNotListed_NeverConnects()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("secret"));
        var options = Only(("example.org", 443), ("127.0.0.1", peer.Port + 1));

        Assert.Contains("may not reach 127.0.0.1", Get(options, peer.Url).Fault);
        Assert.Equal(0, peer.Connections);
        Assert.Equal(1, options.Reach.Denied);
    }

    [Theory]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.0.0.1:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    public async Task Send_OtherSpellingOfAnAddressNotListed_NeverConnects(string url)
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("secret"));

        Assert.NotNull(Get(Only(("example.org", peer.Port)), string.Format(url, peer.Port)).Fault);
        Assert.Equal(0, peer.Connections);
    }

    [Fact]
    public async Task Send_ListedNameThatLeadsIntoTheBoat_IsRefusedUnlessTheAddressIsListed()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("the boat's"));
        var url = $"http://rebind.example.org:{peer.Port}/";
        var resolver = new NameResolver(_ => [IPAddress.Loopback]);

        Assert.Contains("boat's own network", Get(Only(("rebind.example.org", peer.Port)) with { Resolver = resolver }, url).Fault);
        Assert.Equal(0, peer.Connections);
        Assert.Equal("the boat's", Text(Get(Only(("rebind.example.org", peer.Port), ("127.0.0.1", peer.Port)) with { Resolver = resolver }, url)));
    }

    [Fact]
    public async Task Send_ListedNameOfLocalForm_LeadsIntoTheBoat()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("battery"));
        var options = Only(("cerbo.local", peer.Port)) with { Resolver = new NameResolver(_ => [IPAddress.Loopback]) };

        Assert.Equal("battery", Text(Get(options, $"http://cerbo.local:{peer.Port}/")));
        Assert.StartsWith($"GET / HTTP/1.1\r\nHost: cerbo.local:{peer.Port}\r\n", peer.Requests[0]);
    }

    [Fact]
    public void Send_NameThatNobodyKnows_SaysSo()
    {
        var options = Everywhere with { Resolver = new NameResolver(_ => throw new SocketException((int)SocketError.HostNotFound)) };

        Assert.Contains("no host nowhere.example.org", Get(options, "http://nowhere.example.org/").Fault);
    }

    [Fact]
    public async Task Send_RedirectToAHostNotListed_IsNotFollowed()
    {
        await using var secret = new HttpPeer(HttpPeer.Ok("secret"));
        await using var peer = new HttpPeer(HttpPeer.Redirect("302 Found", secret.Url));

        Assert.Contains("may not reach", Get(Only(("127.0.0.1", peer.Port)), peer.Url).Fault);
        Assert.Equal(0, secret.Connections);
    }

    [Theory]
    [InlineData("301 Moved", "POST", "GET")]
    [InlineData("302 Found", "POST", "GET")]
    [InlineData("302 Found", "PUT", "PUT")]
    [InlineData("303 See", "PUT", "GET")]
    [InlineData("307 Temporary", "POST", "POST")]
    [InlineData("308 Permanent", "POST", "POST")]
    public async Task Send_Redirect_FollowsWithTheMethodOfTheStandard(string status, string method, string then)
    {
        await using var target = new HttpPeer(HttpPeer.Ok("there"));
        await using var peer = new HttpPeer(HttpPeer.Redirect(status, target.Url + "/x"));
        using var fetch = new PluginFetch(Everywhere);

        var reply = fetch.Send(new FetchRequest(method, peer.Url, [Header("Content-Type", "text/plain")], "body"u8.ToArray()), default);

        Assert.Equal("there", Text(reply));
        Assert.StartsWith($"{then} /x ", target.Requests[0]);
        Assert.Equal(then != "GET", target.Requests[0].EndsWith("body", StringComparison.Ordinal));
        Assert.Equal(then != "GET", target.Requests[0].Contains("Content-Type", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_RedirectToAnotherServer_TakesNoSecretsAlong()
    {
        await using var target = new HttpPeer(HttpPeer.Ok("there"));
        await using var peer = new HttpPeer((request, client) => client.WriteAsync(Encoding.ASCII.GetBytes(
            request.StartsWith("GET /away", StringComparison.Ordinal) ? HttpPeer.Redirect("302 Found", target.Url) : HttpPeer.Redirect("302 Found", "/away"))).AsTask());
        using var fetch = new PluginFetch(Everywhere);

        fetch.Send(new FetchRequest("GET", peer.Url, [Header("authorization", "Bearer abc"), Header("X-Mine", "kept")]), default);

        Assert.Contains("Bearer abc", peer.Requests[1]);
        Assert.DoesNotContain("Bearer abc", target.Requests[0]);
        Assert.Contains("X-Mine: kept", target.Requests[0]);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("http://a:b@127.0.0.1/")]
    public async Task Send_RedirectToWhatIsNoWebAddress_IsNotFollowed(string location)
    {
        await using var peer = new HttpPeer(HttpPeer.Redirect("302 Found", location));

        Assert.Contains("redirect", Get(Everywhere, peer.Url).Fault);
    }

    [Fact]
    public async Task Send_EndlessRedirects_EndAfterFive()
    {
        await using var peer = new HttpPeer(HttpPeer.Redirect("302 Found", "/again"));

        Assert.Contains("redirects", Get(Everywhere, peer.Url).Fault);
        Assert.Equal(6, peer.Requests.Count);
    }
}

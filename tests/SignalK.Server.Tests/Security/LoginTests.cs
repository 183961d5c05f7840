using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Security;

namespace SignalK.Server.Tests.Security;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly SecurityFile _users = new(expiration: "1d");
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(_users.Path));

    public async Task DisposeAsync()
    {
        await _boat.DisposeAsync();
        _users.Dispose();
    }

    [Theory]
    [InlineData("/signalk/v1/auth/login")]
    [InlineData("/login")]
    public async Task Login_RightPassword_GivesATokenAndCookies(string path)
    {
        var answer = await LoginAsync("admin", "right", path);

        Assert.Equal(200, answer.Status);
        Assert.Equal(86_400, answer.Json.GetProperty("timeToLive").GetInt64());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var cookies = answer.Header("Set-Cookie")!;
        Assert.Contains($"JAUTHENTICATION={Token(answer)}; path=/; samesite=strict; httponly", cookies);
        Assert.Contains("skLoginInfo=%7B%22status%22%3A%22loggedIn%22%2C%22user%22%3A%22admin%22%7D; path=/; samesite=strict", cookies);
        Assert.DoesNotContain("max-age", cookies);
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "JWT {0}")]
    [InlineData("X-Authorization", "Bearer {0}")]
    [InlineData("Cookie", "other=1; JAUTHENTICATION={0}")]
    public async Task Get_WithAToken_IsAnswered(string header, string form)
    {
        var token = Token(await LoginAsync("readonly", "right"));

        Assert.Equal(200, (await _boat.GetAsync("/signalk/v1/api/self", (header, string.Format(form, token)))).Status);
    }

    [Fact]
    public async Task Get_WithATokenInTheUrl_IsRefused()
    {
        var token = Token(await LoginAsync("readonly", "right"));

        Assert.Equal(401, (await _boat.GetAsync($"/signalk/v1/api/self?token={token}")).Status);
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("nobody", "right")]
    [InlineData("admin", "")]
    public async Task Login_WrongPassword_Is401AsUpstreamSaysIt(string user, string password)
    {
        var answer = await LoginAsync(user, password);

        Assert.Equal(401, answer.Status);
        Assert.Equal("""{"statusCode":401,"message":"Invalid username/password"}""", answer.Text);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"username":"admin"}""")]
    [InlineData("""{"username":1,"password":2}""")]
    public async Task Login_MalformedBody_Is400(string body) =>
        Assert.Equal(400, (await _boat.SendAsync(HttpMethod.Post, "/signalk/v1/auth/login", body)).Status);

    [Theory]
    [InlineData("/admin/", "/admin/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task Login_ByForm_GoesToAPageOfOurs(string destination, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_boat.Url, "/signalk/v1/auth/login"));
        request.Content = new FormUrlEncodedContent([new("username", "admin"), new("password", "right"), new("destination", destination)]);
        using var response = await _boat.Client.SendAsync(request);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal(expected, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Get_WithABadToken_Is401AndClearsTheCookie()
    {
        var answer = await _boat.GetAsync("/signalk/v1/api/self", ("Cookie", "JAUTHENTICATION=bad"));

        Assert.Equal(401, answer.Status);
        Assert.Contains("JAUTHENTICATION=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Get_WithAnExpiredToken_Is401()
    {
        var token = Token(await LoginAsync("admin", "right"));

        _boat.Time.Advance(TimeSpan.FromDays(1));
        var answer = await _boat.GetAsync("/signalk/v1/api/self", ("Authorization", $"Bearer {token}"));

        Assert.Equal(401, answer.Status);
        Assert.Equal("jwt expired", answer.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Validate_WithAToken_RenewsIt()
    {
        var token = Token(await LoginAsync("admin", "right"));
        _boat.Time.Advance(TimeSpan.FromHours(23));

        var renewed = Token(await _boat.SendAsync(HttpMethod.Post, "/signalk/v1/auth/validate", null, ("Authorization", $"Bearer {token}")));
        _boat.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(200, (await _boat.GetAsync("/signalk/v1/api/self", ("Authorization", $"Bearer {renewed}"))).Status);
        Assert.Equal(401, (await _boat.SendAsync(HttpMethod.Post, "/signalk/v1/auth/validate", null)).Status);
    }

    [Fact]
    public async Task Logout_ClearsTheCookies()
    {
        var answer = await _boat.SendAsync(HttpMethod.Put, "/signalk/v1/auth/logout", null);

        Assert.Equal("\"Logout OK\"", answer.Text);
        Assert.Contains("skLoginInfo=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task LoginStatus_BeforeAndAfter_IsAsUpstreamGivesIt()
    {
        var token = Token(await LoginAsync("admin", "right"));

        Assert.Equal(
            """{"status":"notLoggedIn","readOnlyAccess":false,"authenticationRequired":true,"allowNewUserRegistration":true,"allowDeviceAccessRequests":true,"securityWasEnabled":false}""",
            (await _boat.GetAsync("/skServer/loginStatus")).Text);
        Assert.Equal(
            """{"status":"loggedIn","readOnlyAccess":false,"authenticationRequired":true,"allowNewUserRegistration":true,"allowDeviceAccessRequests":true,"userLevel":"admin","username":"admin","securityWasEnabled":false}""",
            (await _boat.GetAsync("/skServer/loginStatus", ("Authorization", $"Bearer {token}"))).Text);
    }

    [Fact]
    public async Task LoginStatus_SecurityOff_IsAsUpstreamGivesIt()
    {
        await using var open = await Boat.StartAsync();

        Assert.Equal(
            """{"status":"notLoggedIn","readOnlyAccess":false,"authenticationRequired":false,"securityWasEnabled":false}""",
            (await open.GetAsync("/skServer/loginStatus")).Text);
        Assert.Equal(404, (await open.SendAsync(HttpMethod.Post, "/signalk/v1/auth/login", """{"username":"a","password":"b"}""")).Status);
    }

    [Fact]
    public async Task Login_MoreThanAHundredTimesInTenMinutes_Is429()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(401, (await LoginAsync("admin", "")).Status);
        }

        Assert.Equal(429, (await LoginAsync("admin", "right")).Status);
        _boat.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(200, (await LoginAsync("admin", "right")).Status);
    }

    [Fact]
    public async Task Reload_UserRemoved_EndsItsTokens()
    {
        var store = new SecurityStore(_users.Path);
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, store);
        var token = WebToken.Create(SecurityFile.SecretKey, "admin", boat.Time.GetUtcNow(), null);
        Assert.Equal(200, (await boat.GetAsync("/signalk/v1/api/self", ("Authorization", $"Bearer {token}"))).Status);

        _users.Write(allowReadOnly: false, "NEVER", SecurityFile.SecretKey, without: "admin");
        store.Reload();

        Assert.Equal(401, (await boat.GetAsync("/signalk/v1/api/self", ("Authorization", $"Bearer {token}"))).Status);
    }

    private Task<Answer> LoginAsync(string user, string password, string path = "/signalk/v1/auth/login") =>
        _boat.SendAsync(HttpMethod.Post, path, $$"""{"username":"{{user}}","password":"{{password}}"}""");

    private static string Token(Answer answer) => answer.Json.GetProperty("token").GetString()!;
}

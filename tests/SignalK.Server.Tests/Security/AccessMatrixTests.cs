using System.Net;
using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Security;

namespace SignalK.Server.Tests.Security;

/// <summary>Every route that is registered, times everybody who may ask.</summary>
public sealed class AccessMatrixTests
{
    private static readonly string[] s_users = ["admin", "readwrite", "readonly"];

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Send_EveryRouteByEverybody_IsRefusedExactlyWhereTheRouteSaysSo(bool enabled, bool allowReadOnly)
    {
        using var users = new SecurityFile(allowReadOnly);
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = enabled }, new SecurityStore(users.Path));
        foreach (var needs in Enum.GetValues<Access>())
        {
            boat.Server.Routes.Add(new Route("POST", $"/test/{needs}", needs, e => JsonReply.TextAsync(e, 200, "done")));
        }

        foreach (var route in boat.Server.Routes.Routes.Where(r => !r.Path.Contains("login") && r.Path != "/signalk/v1/stream" && !r.Path.Contains("validate")))
        {
            var stranger = !enabled ? Access.Machine : allowReadOnly ? Access.Read : Access.None;
            await CheckAsync(boat, route, stranger, null);
            await CheckAsync(boat, route, !enabled ? Access.Machine : Access.Write, TokenOf(boat, "display-1", device: true));
            foreach (var user in s_users)
            {
                var level = user == "admin" || !enabled ? Access.Machine : user == "readwrite" ? Access.Write : Access.Read;
                await CheckAsync(boat, route, level, TokenOf(boat, user));
            }
        }
    }

    [Theory]
    [InlineData("127.0.0.1", null, null, null, true)]
    [InlineData("localhost", null, null, null, true)]
    [InlineData("evil.example", null, null, null, false)]
    [InlineData("127.0.0.1", "X-Forwarded-For", "10.0.0.9", null, false)]
    [InlineData("127.0.0.1", "Origin", "http://evil.example", null, false)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site", "cross-site", null, false)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site", "same-origin", null, true)]
    public async Task Post_WhatChangesTheMachine_SecurityOff_OnlyFromTheMachineItself(string host, string? header, string? value, string? _, bool isPermitted)
    {
        await using var boat = await Boat.StartAsync();
        boat.Server.Routes.Add(new Route("POST", "/install", Access.Machine, e => JsonReply.TextAsync(e, 200, "done")));
        (string, string)[] headers = [("Host", $"{host}:{boat.Url.Port}"), .. header is null ? Array.Empty<(string, string)>() : [(header, value!)]];

        var answer = await boat.SendAsync(HttpMethod.Post, "/install", null, headers);

        Assert.Equal(isPermitted ? 200 : 401, answer.Status);
    }

    [Fact]
    public async Task Post_WhatChangesTheMachine_SecurityOffFromElsewhere_TakesAnAdministratorsLogin()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(security: new SecurityStore(users.Path));
        boat.Server.Routes.Add(new Route("POST", "/install", Access.Machine, e => JsonReply.TextAsync(e, 200, "done")));
        (string, string) elsewhere = ("X-Forwarded-For", "192.168.1.20");

        Assert.Equal(401, (await boat.SendAsync(HttpMethod.Post, "/install", null, elsewhere)).Status);
        Assert.Equal(401, (await boat.SendAsync(HttpMethod.Post, "/install", null, elsewhere, ("Authorization", $"Bearer {TokenOf(boat, "readwrite")}"))).Status);
        Assert.Equal(200, (await boat.SendAsync(HttpMethod.Post, "/install", null, elsewhere, ("Authorization", $"Bearer {TokenOf(boat, "admin")}"))).Status);
        Assert.Equal(200, (await boat.GetAsync("/signalk/v1/api/self", elsewhere, ("Authorization", "Bearer stale"))).Status);
    }

    private static async Task CheckAsync(Boat boat, Route route, Access level, string? token)
    {
        var path = route.Path.Replace("*", "vessels/self/a/b");
        var answer = await boat.SendAsync(
            new HttpMethod(route.Method), path, route.Method == "GET" ? null : """{"value":1}""",
            token is null ? [] : [("Authorization", $"Bearer {token}")]);

        var isRefused = answer.Status == 401;
        Assert.True(isRefused == (level < route.Needs), $"{route.Method} {path} needs {route.Needs}, asked with {level}: {answer.Status} {answer.Text}");
        if (isRefused)
        {
            Assert.Equal(401, answer.Json.GetProperty("statusCode").GetInt32());
        }
    }

    private static string TokenOf(Boat boat, string name, bool device = false)
    {
        var token = WebToken.Create(SecurityFile.SecretKey, name, boat.Time.GetUtcNow(), null);
        return device ? DeviceToken(name) : token;
    }

    private static string DeviceToken(string name)
    {
        var header = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
        var payload = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($$"""{"device":"{{name}}","iat":1}"""));
        var signature = System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(SecurityFile.SecretKey), System.Text.Encoding.UTF8.GetBytes($"{header}.{payload}"));
        return $"{header}.{payload}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }
}

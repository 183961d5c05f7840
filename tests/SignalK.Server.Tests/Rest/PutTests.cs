using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Server.Security;
using SignalK.Server.Tests.Security;

namespace SignalK.Server.Tests.Rest;

public sealed class PutTests : IAsyncLifetime
{
    private const string Light = "/signalk/v1/api/vessels/self/electrical/switches/anchorLight/state";
    private static readonly SkPath s_light = SkPath.Of("electrical.switches.anchorLight.state");
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync();

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Fact]
    public async Task Put_WithoutHandler_Is405AsUpstreamSaysIt()
    {
        var answer = await PutAsync("/signalk/v1/api/vessels/self/steering/autopilot/target/headingTrue", """{"value":1.52}""");

        Assert.Equal(405, answer.Status);
        var id = answer.Json.GetProperty("requestId").GetString();
        Assert.Equal(
            $$"""{"state":"COMPLETED","requestId":"{{id}}","statusCode":405,"message":"PUT not supported for steering.autopilot.target.headingTrue","href":"/signalk/v1/requests/{{id}}"}""",
            answer.Text);
        Assert.Equal(answer.Text, (await _boat.GetAsync($"/signalk/v1/requests/{id}")).Text);
    }

    [Theory]
    [InlineData("""{"x":1}""", "input is missing a value")]
    [InlineData("", "input is missing a value")]
    [InlineData("[1]", "input is missing a value")]
    [InlineData("""{"value":1} trailing""", "the body is no JSON")]
    [InlineData("""{"value":""", "the body is no JSON")]
    public async Task Put_BodyWithoutAValue_Is400(string body, string message)
    {
        var answer = await PutAsync(Light, body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(message, answer.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Put_NestedTooDeep_Is400() =>
        Assert.Equal(400, (await PutAsync(Light, $$"""{"value":{{new string('[', 500)}}{{new string(']', 500)}}}""")).Status);

    [Theory]
    [InlineData("/signalk/v1/api/vessels")]
    [InlineData("/signalk/v1/api/vessels/self")]
    [InlineData("/signalk/v1/api/vessels/self/a//b")]
    public async Task Put_NoPath_Is400(string path) => Assert.Equal(400, (await PutAsync(path, """{"value":1}""")).Status);

    [Theory]
    [InlineData("true", SkKind.Boolean)]
    [InlineData("null", SkKind.Null)]
    [InlineData("1.5", SkKind.Number)]
    [InlineData("\"on\"", SkKind.String)]
    [InlineData("""{"latitude":60,"longitude":24}""", SkKind.Object)]
    public async Task Put_ToAHandler_GetsTheValueAndItsResult(string value, SkKind kind)
    {
        PutCommand? got = null;
        _boat.PutHandlers.Register(Boat.Self, s_light, "panel", (command, _) =>
        {
            got = command;
            return ValueTask.FromResult(RequestStatus.Done);
        });

        var answer = await PutAsync(Light + "/", $$"""{"source":"panel","value":{{value}}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("COMPLETED", answer.Json.GetProperty("state").GetString());
        Assert.Equal(kind, got!.Value.Kind);
        Assert.Equal("panel", got.Source);
        Assert.Equal(Boat.Self, got.Context);
    }

    [Fact]
    public async Task Put_ToAHandlerThatAnswersSoon_HasItsResultInTheAnswer()
    {
        _boat.PutHandlers.Register(Boat.Self, s_light, "panel", async (_, _) =>
        {
            await Task.Delay(20);
            return RequestStatus.Failed(422, "not while moored");
        });

        var answer = await PutAsync(Light, """{"value":true}""");

        Assert.Equal(422, answer.Status);
        Assert.Equal(("COMPLETED", "not while moored"), (answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Put_ToASlowHandler_IsPendingUntilItsResult()
    {
        var result = new TaskCompletionSource<RequestStatus>();
        SkRequest? request = null;
        _boat.PutHandlers.Register(Boat.Self, s_light, "panel", (_, r) =>
        {
            request = r;
            return new ValueTask<RequestStatus>(result.Task);
        });

        var put = PutAsync(Light, """{"value":true}""");
        while (!put.IsCompleted)
        {
            _boat.Time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Delay(5);
        }

        var answer = await put;
        Assert.Equal(202, answer.Status);
        Assert.Equal("PENDING", answer.Json.GetProperty("state").GetString());
        var href = answer.Json.GetProperty("href").GetString()!;
        Assert.Equal(href, answer.Json.GetProperty("action").GetProperty("href").GetString());
        request!.Update(RequestStatus.Pending with { PercentComplete = 0.5 });
        Assert.Equal(0.5, (await _boat.GetAsync(href)).Json.GetProperty("percentComplete").GetDouble());

        _boat.Time.Advance(TimeSpan.FromMinutes(59));
        request.Update(RequestStatus.Failed(502, "the fuse is blown"));
        var done = await _boat.GetAsync(href);
        Assert.Equal(200, done.Status);
        Assert.Equal((502, "the fuse is blown"), (done.Json.GetProperty("statusCode").GetInt32(), done.Json.GetProperty("message").GetString()));

        _boat.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await _boat.GetAsync(href)).Status);
        result.SetResult(RequestStatus.Done);
    }

    [Fact]
    public async Task Delete_WithoutHandler_Is405()
    {
        var answer = await _boat.SendAsync(HttpMethod.Delete, Light, null);

        Assert.Equal(405, answer.Status);
        Assert.Equal("DELETE not supported for electrical.switches.anchorLight.state", answer.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Get_UnknownRequest_Is404() => Assert.Equal(404, (await _boat.GetAsync("/signalk/v1/requests/nope")).Status);

    [Fact]
    public async Task Put_ByAUser_NamesHimInTheRequest()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path));
        var token = WebToken.Create(SecurityFile.SecretKey, "readwrite", boat.Time.GetUtcNow(), null);

        var answer = await boat.SendAsync(HttpMethod.Put, Light, """{"value":1}""", ("Authorization", $"Bearer {token}"));

        Assert.Equal("readwrite", answer.Json.GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("/signalk/v1/snapshot/vessels/self", 400)]
    [InlineData("/signalk/v1/snapshot/vessels/self?time=yesterday", 400)]
    [InlineData("/signalk/v1/snapshot/vessels/self?time=2020-01-01T00:00:00Z", 501)]
    [InlineData("/signalk/v1/snapshot?time=2020-01-01T00:00:00Z", 501)]
    public async Task Get_SnapshotWithoutHistory_SaysSo(string path, int status)
    {
        var answer = await _boat.GetAsync(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(JsonValueKind.String, answer.Json.GetProperty("message").ValueKind);
    }

    private Task<Answer> PutAsync(string path, string body) => _boat.SendAsync(HttpMethod.Put, path, body);
}

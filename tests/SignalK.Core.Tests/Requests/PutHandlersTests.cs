using System.Text;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;

namespace SignalK.Core.Tests.Requests;

public sealed class PutHandlersTests
{
    private const string Self = "vessels.urn:mrn:imo:mmsi:230099999";
    private static readonly SkPath s_light = SkPath.Of("electrical.switches.anchorLight.state");
    private readonly RequestManager _requests = new(TimeProvider.System);
    private readonly PutHandlers _handlers;

    public PutHandlersTests() => _handlers = new PutHandlers(_requests);

    [Fact]
    public void Submit_WithoutHandler_Is405NamingThePath()
    {
        var request = Submit();

        Assert.Equal(405, request.Status.StatusCode);
        Assert.Equal("PUT not supported for electrical.switches.anchorLight.state", request.Status.Message);
        Assert.True(request.IsCompleted);
    }

    [Fact]
    public void Submit_ToAHandlerThatIsDoneAtOnce_IsCompletedWithoutFurtherNews()
    {
        var news = 0;
        SkValue? got = null;
        _handlers.Register(Self, s_light, "panel", (command, _) =>
        {
            got = command.Value;
            return ValueTask.FromResult(RequestStatus.Done);
        });

        var request = _handlers.Submit(Put(), updated: _ => news++)!;

        Assert.Equal(200, request.Status.StatusCode);
        Assert.Equal<SkValue?>(true, got);
        Assert.Equal(0, news);
    }

    [Fact]
    public async Task Submit_ToASlowHandler_IsPendingAndTheResultIsToldLater()
    {
        var result = new TaskCompletionSource<RequestStatus>();
        var told = new TaskCompletionSource<SkRequest>();
        _handlers.Register(Self, s_light, "panel", (_, _) => new ValueTask<RequestStatus>(result.Task));

        var request = _handlers.Submit(Put(), "mine", r => told.TrySetResult(r))!;
        Assert.Equal(202, request.Status.StatusCode);
        Assert.Equal(
            """{"state":"PENDING","requestId":"mine","statusCode":202,"href":"/signalk/v1/requests/mine","action":{"href":"/signalk/v1/requests/mine"}}""",
            Json(request));
        result.SetResult(RequestStatus.Failed(502, "the switch does not answer"));

        Assert.Same(request, await told.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(
            """{"state":"COMPLETED","requestId":"mine","statusCode":502,"message":"the switch does not answer","href":"/signalk/v1/requests/mine"}""",
            Json(request));
    }

    [Fact]
    public void Submit_ToAHandlerThatThrows_Is500WithItsMessage()
    {
        _handlers.Register(Self, s_light, "panel", (_, _) => throw new InvalidOperationException("boom"));

        Assert.Equal(RequestStatus.Failed(500, "boom"), Submit().Status);
    }

    [Fact]
    public void Submit_WithSeveralSources_NeedsOneNamed()
    {
        _handlers.Register(Self, s_light, "a", (_, _) => ValueTask.FromResult(RequestStatus.Done with { Message = "a" }));
        var b = _handlers.Register(Self, s_light, "b", (_, _) => ValueTask.FromResult(RequestStatus.Done with { Message = "b" }));

        Assert.Equal(400, Submit().Status.StatusCode);
        Assert.Equal("b", Submit("b").Status.Message);
        Assert.Equal(405, Submit("c").Status.StatusCode);
        b.Dispose();
        Assert.Equal("a", Submit().Status.Message);
    }

    [Fact]
    public void Submit_ByAPrincipalThatMayNot_Is403AndTheHandlerNeverRuns()
    {
        _handlers.Register(Self, s_light, "panel", (_, _) => throw new InvalidOperationException(), Access.Admin);

        Assert.Equal(403, Submit(principal: Principal.Reader).Status.StatusCode);
        Assert.Equal(403, Submit(principal: new Principal("crew", Access.Write)).Status.StatusCode);
    }

    [Fact]
    public void Submit_ToADisposedHandler_Is405()
    {
        var handler = _handlers.Register(Self, s_light, "panel", (_, _) => ValueTask.FromResult(RequestStatus.Done));
        handler.Dispose();
        handler.Dispose();

        Assert.Equal(405, Submit().Status.StatusCode);
    }

    [Fact]
    public void Submit_Delete_GoesToResolversOnly()
    {
        _handlers.Register(Self, s_light, "panel", (_, _) => ValueTask.FromResult(RequestStatus.Done));
        var delete = new PutCommand(Self, s_light, SkValue.Null, null, Principal.Guest) { IsDelete = true };
        Assert.Equal(405, _handlers.Submit(delete)!.Status.StatusCode);

        using (_handlers.Register(c => c.IsDelete ? (_, _) => ValueTask.FromResult(RequestStatus.Done) : null))
        {
            Assert.Equal(200, _handlers.Submit(delete)!.Status.StatusCode);
        }

        Assert.Equal(405, _handlers.Submit(delete)!.Status.StatusCode);
    }

    private static PutCommand Put(string? source = null, Principal? principal = null) =>
        new(Self, s_light, true, source, principal ?? Principal.Guest);

    private static string Json(SkRequest request)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            request.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private SkRequest Submit(string? source = null, Principal? principal = null) => _handlers.Submit(Put(source, principal))!;
}

using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Requests;
using SignalK.Core.Security;

namespace SignalK.Core.Tests.Requests;

public sealed class RequestManagerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Find_WithinTheHour_KnowsTheRequest()
    {
        var requests = new RequestManager(_time);
        var request = requests.Create(RequestKind.Put, Principal.Guest)!;

        _time.Advance(RequestManager.Lifetime - TimeSpan.FromSeconds(1));

        Assert.Same(request, requests.Find(request.Id));
        Assert.False(request.IsCompleted);
    }

    [Fact]
    public void Find_AfterTheHour_ForgotItAndToldWhoWaited()
    {
        var requests = new RequestManager(_time);
        SkRequest? told = null;
        var request = requests.Create(RequestKind.Put, Principal.Guest, updated: r => told = r)!;

        _time.Advance(RequestManager.Lifetime);

        Assert.Null(requests.Find(request.Id));
        Assert.Same(request, told);
        Assert.Equal(504, request.Status.StatusCode);
    }

    [Fact]
    public void Create_AboveCapacity_ForgetsTheOldest()
    {
        var requests = new RequestManager(_time);
        var first = requests.Create(RequestKind.Put, Principal.Guest)!;
        var second = requests.Create(RequestKind.Put, Principal.Guest)!;
        for (var i = 2; i <= RequestManager.Capacity; i++)
        {
            requests.Create(RequestKind.Put, Principal.Guest);
        }

        Assert.Null(requests.Find(first.Id));
        Assert.NotNull(requests.Find(second.Id));
    }

    [Fact]
    public void Create_WithAnIdInUse_IsRefused()
    {
        var requests = new RequestManager(_time);
        var pending = requests.Create(RequestKind.Put, Principal.Guest, "1")!;

        Assert.Null(requests.Create(RequestKind.Put, Principal.Guest, "1"));
        pending.Update(RequestStatus.Done);
        Assert.Null(requests.Create(RequestKind.Put, new Principal("other", Access.Write), "1"));
        var again = requests.Create(RequestKind.Put, Principal.Guest, "1");

        Assert.NotNull(again);
        Assert.Same(again, requests.Find("1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public void Create_WithAnIdOfSillyLength_IsRefused(int length) =>
        Assert.Null(new RequestManager(_time).Create(RequestKind.Put, Principal.Guest, new string('x', length)));

    [Fact]
    public void Update_OnceCompleted_IsIgnored()
    {
        var request = new RequestManager(_time).Create(RequestKind.Put, Principal.Guest)!;

        Assert.True(request.Update(RequestStatus.Pending with { PercentComplete = 0.5 }));
        Assert.True(request.Update(RequestStatus.Done));
        Assert.False(request.Update(RequestStatus.Failed(500, "late")));
        Assert.Equal(200, request.Status.StatusCode);
    }
}

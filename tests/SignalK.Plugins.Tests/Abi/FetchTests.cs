using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Abi;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>HTTP of guests: <c>as-fetch</c> from npm (Sources/fetch, instrumented by Asyncify), and <c>sk_fetch</c>.</summary>
public class FetchTests
{
    readonly RecordingHost _host = new() { OnFetch = (request, _) => new FetchReply(200, Encoding.UTF8.GetBytes($"<{request.Url}>")) };

    public static TheoryData<string, string> All => CompiledGuests.All;

    public static TheoryData<string> AllEngines => Engines.All;

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Start_FetchesTwice_EndsWithBoth(string engine, string build)
    {
        using var guest = Create(engine, build);

        Assert.True(guest.Start("ü"u8, out var code).Returned && code == 0);
        Assert.Equal("<http://start/ü><http://again/>", guest.Answer("last"));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Fetch_FromAHandler_CarriesMethodHeadersAndBody(string engine, string build)
    {
        using var guest = Create(engine, build);

        Assert.Equal("200 <http://a/>", guest.Answer("get", "http://a/"));
        Assert.Equal("<http://b/>", guest.Answer("post", "http://b/"));
        Assert.Equal("<http://c/>", guest.Answer("put", "http://c/"));
        Assert.Equal("<http://d/>", guest.Answer("remove", "http://d/"));
        Assert.Equal(
            [
                "GET http://a/ [Accept: text/plain, X-Ship: Grüße] -",
                "POST http://b/ [Content-Type: text/plain] body of POST",
                "PUT http://c/ [Content-Type: text/plain] body of PUT",
                "DELETE http://d/ [Content-Type: text/plain] body of DELETE",
            ],
            _host.Said);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Fetch_Often_EachHasItsAnswer(string engine, string build)
    {
        using var guest = Create(engine, build);

        for (var i = 0; i < 20; i++)
            Assert.Equal(string.Concat(Enumerable.Range(0, 5).Select(n => $"<http://m/{n}>")), guest.Answer("many", "http://m/"));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Fetch_Fails_TheGuestGetsAnEmptyText(string engine, string build)
    {
        _host.OnFetch = (_, _) => FetchReply.Failed("no route to host");
        using var guest = Create(engine, build);

        Assert.Equal("200 ", guest.Answer("get", "http://a/"));
        Assert.Equal("Warning: fetch failed: no route to host", _host.Said[^1]);
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Fetch_WithCallback_CallsBackAtTheEndOfTheCall(string engine, string build)
    {
        _host.OnFetch = (_, _) => new FetchReply(404, "gone"u8.ToArray());
        using var guest = Create(engine, build);

        Assert.Equal("asked", guest.Answer("later", "http://a/"));
        Assert.Equal("404 gone", guest.Answer("last"));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public void Fetch_SlowerThanTheDeadline_IsWaitedForUpToItsOwnTime(string engine, string build)
    {
        FakeTimeProvider time = new();
        using var own = Engines.Create(engine, WasmEngineOptions.Default with { Time = time });
        using var module = Guests.Load(own, CompiledGuests.Read("fetch", build));
        using var guest = Guests.Create(module, _host, Guests.Options with { Time = time, FetchTime = TimeSpan.FromSeconds(30) });
        guest.SetBudget(WasmLimits.UnlimitedFuel, TimeSpan.FromMilliseconds(250));
        var rounds = 0;
        _host.OnFetch = (_, cancel) =>
        {
            // Ten seconds, with real time between them for the ticker to see each.
            for (var i = 0; i < 10 && !cancel.IsCancellationRequested; i++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                cancel.WaitHandle.WaitOne(20);
            }
            rounds++;
            return cancel.IsCancellationRequested ? FetchReply.Failed("cancelled") : new FetchReply(200, "x"u8.ToArray());
        };

        Assert.Equal("200 x", guest.Answer("get", "http://a/"));
        Assert.Equal(1, rounds);
        // Three times ten seconds are allowed in one call, the fourth is not.
        Assert.Equal(WasmTrap.Deadline, guest.Ask("many", "http://a/", out _).Outcome.Trap);
        Assert.Equal(1 + 4, rounds);
        Assert.Equal("200 x", guest.Answer("get", "http://a/"));
    }

    [CompiledTheory]
    [MemberData(nameof(All))]
    public async Task Fetch_Interrupted_EndsTheCall(string engine, string build)
    {
        using var guest = Create(engine, build);
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.OnFetch = (_, cancel) =>
        {
            waiting.SetResult();
            cancel.WaitHandle.WaitOne();
            return FetchReply.Failed("cancelled");
        };

        var call = Task.Run(() => guest.Ask("get", "http://a/", out _));
        await waiting.Task;
        Assert.True(guest.Interrupt());
        Assert.Equal(WasmTrap.Interrupted, (await call).Outcome.Trap);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void SkFetch_Request_IsReadFromJson(string engine)
    {
        Assert.Equal((10, 200), SkFetch(engine, """{"url":"http://a"}"""));
        Assert.Equal((10, 200), SkFetch(engine, """{"url":"http://a","method":"patch","headers":{"A":"b","C":1,"D":"e"},"body":"ü"}"""));
        Assert.Equal(["GET http://a [] -", "PATCH http://a [A: b, D: e] ü"], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void SkFetch_NoRequestOrNoAnswer_IsMinusOne(string engine)
    {
        foreach (var wrong in (string[])["", "{", "[]", "1", "{\"url\":1}", "{\"method\":\"GET\"}", "{\"url\":\"\\ud800\"}"])
            Assert.Equal((-1, 0), SkFetch(engine, wrong));
        Assert.Empty(_host.Said);
        _host.OnFetch = (_, _) => FetchReply.Failed("refused");
        Assert.Equal((-1, 0), SkFetch(engine, """{"url":"http://a"}"""));
        // Longer than the buffer; the status is there all the same.
        _host.OnFetch = (_, _) => new FetchReply(500, new byte[65]);
        Assert.Equal((-1, 500), SkFetch(engine, """{"url":"http://a"}"""));
    }

    (int Length, int Status) SkFetch(string engine, string request)
    {
        var module = HandMade.Buffer(("env", "sk_fetch", "iiii:i"), ("env", "sk_fetch_status", ":i"));
        var json = Encoding.UTF8.GetBytes(request);
        module.Data(512, json);
        module.Function(
            Signature.Parse(":i"), new Code().I32Const(512).I32Const(json.Length).I32Const(2048).I32Const(64).Call(0), "poll");
        module.Function(Signature.Parse(":i"), new Code().Call(1), "plugin_stop");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);
        Assert.True(guest.Poll(out var length).Returned & guest.Stop(out var status).Returned);
        return (length, status);
    }

    Guest Create(string engine, string build) => Guests.Create(CompiledGuests.Load(engine, "fetch", build), _host);
}

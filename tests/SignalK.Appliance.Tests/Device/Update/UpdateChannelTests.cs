using System.Net;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Device.Update;
using SignalK.TestKit;

namespace SignalK.Appliance.Tests.Device.Update;

public sealed class UpdateChannelTests
{
    static readonly Uri s_address = new("https://example.com/navigator/channel.json");

    readonly FakeTimeProvider _time = new();
    readonly Site _site = new();

    [Theory]
    [InlineData("1.3.0", null)]
    [InlineData("1.2.0", null)]
    [InlineData("1.4.0", "https://example.com/navigator/a.raucb")]
    public async Task Look_AtAChannel_OffersWhatIsNewer(string version, string? url)
    {
        _site.Body = $$"""{ "version": "{{version}}", "notes": "Better.", "bundles": { "rpi5": "a.raucb", "pc": "b.raucb" } }""";
        var channel = Make();
        Assert.Null(await channel.LookAsync(default));
        Assert.Equal(url, channel.Offer?.Url.ToString());
        Assert.Equal("SignalK.Appliance/1.3.0 (signalk-appliance-ACME-rpi5)", _site.Agent);
    }

    [Fact]
    public async Task Look_AtAChannelForOtherBoards_OffersNothing()
    {
        _site.Body = """{ "version": "9.0.0", "bundles": { "pc": "b.raucb" } }""";
        var channel = Make();
        Assert.Null(await channel.LookAsync(default));
        Assert.Null(channel.Offer);
    }

    [Theory]
    [InlineData("no JSON", "what example.com has is no channel: ")]
    [InlineData("[]", "what example.com has is no channel: ")]
    [InlineData("""{ "version": 7, "bundles": { "rpi5": "a" } }""", "what example.com has is no channel: ")]
    [InlineData("""{ "version": "7.0.0", "bundles": { "rpi5": "http://example.com/a.raucb" } }""", "what example.com has is no channel: the bundle is not at an https address")]
    [InlineData("""{ "version": "7.0.0", "bundles": { "rpi5": "file:///etc/passwd" } }""", "what example.com has is no channel: the bundle is not at an https address")]
    public async Task Look_AtSomethingElse_SaysSo(string body, string said)
    {
        _site.Body = body;
        var channel = Make();
        Assert.StartsWith(said, await channel.LookAsync(default));
        Assert.Null(channel.Offer);
    }

    [Fact]
    public async Task Look_AtMoreThanAChannel_StopsReading()
    {
        _site.Body = new string(' ', 65 * 1024);
        Assert.Equal("what example.com has is no channel: it is larger than 64 KB", await Make().LookAsync(default));
    }

    [Fact]
    public async Task Look_WithoutANetwork_KeepsWhatItKnows()
    {
        _site.Body = """{ "version": "1.4.0", "bundles": { "rpi5": "a.raucb" } }""";
        var channel = Make();
        await channel.LookAsync(default);
        _site.Body = null;
        Assert.Equal("example.com cannot be reached: no route", await channel.LookAsync(default));
        Assert.Equal("1.4.0", channel.Offer?.Version);
        _site.Status = HttpStatusCode.NotFound;
        _site.Body = "";
        Assert.Equal("example.com answered 404", await channel.LookAsync(default));
    }

    [Fact]
    public async Task Run_ForThreeDays_LooksOnceADay()
    {
        _site.Body = """{ "version": "1.4.0", "bundles": {} }""";
        using var stop = new CancellationTokenSource();
        var running = Make().RunAsync(stop.Token);
        for (var looked = 1; looked <= 3; looked++)
        {
            var before = looked;
            await Eventually.Is(() =>
            {
                _time.Advance(TimeSpan.FromMinutes(10));
                return _site.Asked >= before;
            });
        }
        Assert.InRange((_time.GetUtcNow() - _time.Start).TotalHours, 48, 50);
        await stop.CancelAsync();
        await running;
    }

    UpdateChannel Make() => new(s_address, new AcmeMachine(), new HttpClient(_site), _time);

    sealed class Site : HttpMessageHandler
    {
        public string? Body { get; set; } = "";

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public int Asked { get; private set; }

        public string? Agent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            Agent = request.Headers.UserAgent.ToString();
            return Body is null
                ? throw new HttpRequestException("see inner exception", new IOException("no route"))
                : Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(Body) });
        }
    }

    sealed class AcmeMachine : IMachine
    {
        public string? Slot => "A";

        public bool IsTrial => false;

        public string Version => "1.3.0";

        public string? Compatible => "signalk-appliance-ACME-rpi5";

        public string BootId => "";

        public void Restart()
        {
        }
    }
}

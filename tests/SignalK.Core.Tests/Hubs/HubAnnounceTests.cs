using System.Text;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Tests.Hubs;

public class HubAnnounceTests
{
    private const string Id = "resources.waypoints.6c2f0d5e-19f5-4b0a-8e33-0b2f5f5b7f11";

    [Fact]
    public void Announced_GoesToWhoeverSubscribedToThePath_WithItsSourceAndTime()
    {
        using var f = new HubFixture();
        using var all = f.Open(FeedRule.Self);
        using var some = f.Open(HubFixture.Rule("resources.*"));
        using var others = f.Open(HubFixture.Rule("navigation.*"));
        Assert.True(Announce(f, $$$"""{"updates":[{"values":[{"path":"{{{Id}}}","value":{"name":"Home"}}]}]}"""));
        var expected = $$$"""{"context":"{{{HubFixture.Self}}}","updates":[{"$source":"test","timestamp":"2026-01-15T12:00:00.000Z","values":[{"path":"{{{Id}}}","value":{"name":"Home"}}]}]}""";
        Assert.Equal(expected, Assert.Single(HubFixture.Read(all)).ToJsonString());
        Assert.Equal(expected, Assert.Single(HubFixture.Read(some)).ToJsonString());
        Assert.Empty(HubFixture.Read(others));
    }

    [Fact]
    public void Announced_IsNotInTheModel_NorAmongWhatANewSubscriberGets()
    {
        using var f = new HubFixture();
        Announce(f, $$"""{"updates":[{"values":[{"path":"{{Id}}","value":1}]}]}""");
        Assert.Null(f.Hub.Store.Self.Root.Find("resources"));
        Assert.Equal(0, f.Hub.Store.Self.PathCount);
        using var reader = f.Open(FeedRule.Self);
        Assert.Empty(HubFixture.Written(w => reader.WriteCached(w)));
    }

    [Fact]
    public void Announced_OfAContextThatNobodyKnows_MakesNone()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.All);
        Assert.True(Announce(f, """{"context":"vessels.urn:mrn:imo:mmsi:211000000","updates":[{"values":[{"path":"a.b","value":1}]}]}"""));
        Assert.Equal(["a.b=1"], HubFixture.Values(HubFixture.Read(reader)));
        Assert.Equal(1, f.Hub.Store.ContextCount);
        Assert.False(Announce(f, """{"context":"no context","updates":[{"values":[{"path":"a.b","value":1}]}]}"""));
    }

    [Fact]
    public void Announced_ComesAtOnce_ToASlowSubscription()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("*", FeedPolicy.Fixed, period: 60_000));
        Announce(f, """{"updates":[{"values":[{"path":"a.b","value":1}]},{"values":[{"path":"a.c","value":2}]}]}""");
        Assert.Equal(["a.b=1", "a.c=2"], HubFixture.Values(HubFixture.Read(reader)));
        Assert.Equal(1, f.Wakes);
    }

    [Fact]
    public void Announced_AmongDeltas_KeepsTheOrder_AndTheCatchUpLosesNoValue()
    {
        using var f = new HubFixture(o => o with { MaxReaderLag = 64 * 1024 });
        using var reader = f.Open(FeedRule.Self);
        f.Send("a.b", 1);
        Announce(f, """{"updates":[{"values":[{"path":"x.y","value":2}]}]}""");
        f.Send("a.b", 3);
        Assert.Equal(["a.b=1", "x.y=2", "a.b=3"], HubFixture.Values(HubFixture.Read(reader)));

        var large = new string('x', 1_000);
        for (var i = 0; i < 200; i++)
        {
            Announce(f, $$"""{"updates":[{"values":[{"path":"x.y","value":"{{large}}"}]}]}""");
            f.Send("a.b", i);
        }

        Assert.True(reader.IsOverrun);
        Assert.Equal(["a.b=199"], HubFixture.Values(HubFixture.Written(reader.CatchUp)));
    }

    [Fact]
    public void Announced_ByWhoMayNotWrite_IsRefused()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.Self);
        var ingress = f.Hub.RegisterIngress("guest", Principal.Anonymous);
        Assert.False(Announce(f, """{"updates":[{"values":[{"path":"a.b","value":1}]}]}""", ingress));
        Assert.Equal(1, ingress.Refused);
        Assert.Empty(HubFixture.Read(reader));
    }

    [Fact]
    public void Announced_ManyNewNames_FillNoTable()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.Self);
        for (var i = 0; i < SkPath.MaxPaths + 10; i++)
        {
            Assert.True(Announce(f, $$"""{"updates":[{"values":[{"path":"resources.passing.n{{i}}","value":1}]}]}"""));
            HubFixture.Read(reader);
        }

        Assert.True(SkPath.TryGet("resources.a.name.of.its.own", out _));
    }

    private static bool Announce(HubFixture f, string json, Ingress? ingress = null)
    {
        var delta = new Delta();
        var reader = new DeltaReader((ingress ?? f.Ingress).DefaultSource) { IsPassing = true };
        Assert.Null(reader.Read(Encoding.UTF8.GetBytes(json), delta));
        return f.Hub.Announce(ingress ?? f.Ingress, delta);
    }
}

using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Tests.Hubs;

namespace SignalK.Core.Tests.Fanout;

public class FeedTests
{
    [Theory]
    [InlineData("navigation.*", "navigation.speedOverGround", true)]
    [InlineData("*", "a.b.c", true)]
    [InlineData("propulsion.*.revolutions", "propulsion.port.revolutions", true)]
    [InlineData("propulsion.*.revolutions", "propulsion.port.temperature", false)]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.b.c", false)]
    [InlineData("*.b*c", "a.bxxbc", true)]
    [InlineData("", "a", false)]
    public void Matches_Pattern_AsUpstreamDoes(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(pattern).Matches(path));

    [Fact]
    public void EqualShapes_ShareTheirBytes()
    {
        using var f = new HubFixture();
        using var one = f.Open(HubFixture.Rule("a.*"));
        using var two = f.Open(HubFixture.Rule("a.*"));
        f.Send("a.b", 1);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(one.Peek(), out var first));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(two.Peek(), out var second));
        Assert.Same(first.Array, second.Array);
    }

    [Fact]
    public void PathRule_SendsItsPathsOnly_AsOneMessage()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.*"), HubFixture.Rule("b.two"));
        f.SendJson("""{"updates":[{"values":[{"path":"a.x","value":1},{"path":"b.one","value":2},{"path":"b.two","value":3}]}]}""");
        f.Send("c.d", 4);
        var message = Assert.Single(HubFixture.Read(reader));
        Assert.Equal(["a.x=1", "b.two=3"], HubFixture.Values([message]));
    }

    [Fact]
    public void ExcludedRule_TakesAPathOutOfAWiderOne()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.x", FeedPolicy.Excluded), HubFixture.Rule("a.*"));
        f.Send("a.x", 1);
        f.Send("a.y", 2);
        Assert.Equal(["a.y=2"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void FixedPolicy_SendsTheNewestOnceAPeriod()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.b", FeedPolicy.Fixed, period: 1000));
        for (var i = 0; i < 25; i++)
        {
            f.Send("a.b", i);
            f.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        f.Time.Advance(TimeSpan.FromSeconds(5));
        var values = HubFixture.Values(HubFixture.Read(reader));
        Assert.Equal(3, values.Length);
        Assert.Equal("a.b=24", values[^1]);
    }

    [Theory]
    [InlineData(FeedPolicy.Fixed, 1000, 0)]
    [InlineData(FeedPolicy.Instant, 0, 1000)]
    public void TimedRule_SendsTheNewestOfEachSource_WhereNoneIsPreferred(FeedPolicy policy, int period, int minPeriod)
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.b", policy, period, minPeriod));
        f.Send("a.b", 0, "gps.GP");
        f.Time.Advance(TimeSpan.FromSeconds(3));
        HubFixture.Read(reader);
        f.Send("a.b", 1, "gps.GP");
        f.Send("a.b", 2, "gps.GP");
        f.Send("a.b", 3, "plotter.II");
        f.Time.Advance(TimeSpan.FromSeconds(3));
        f.Send("a.b", 4, "gps.GP");
        f.Time.Advance(TimeSpan.FromSeconds(3));
        var values = HubFixture.Values(HubFixture.Read(reader)).Where(v => v != "a.b=1");
        Assert.Equal(["a.b=2", "a.b=3", "a.b=4"], values);
    }

    [Fact]
    public void MinPeriod_ThrottlesButDeliversTheLast()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.b", minPeriod: 500));
        for (var i = 0; i < 10; i++)
        {
            f.Send("a.b", i);
            f.Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        f.Time.Advance(TimeSpan.FromSeconds(2));
        var values = HubFixture.Values(HubFixture.Read(reader));
        Assert.Equal("a.b=0", values[0]);
        Assert.Equal("a.b=9", values[^1]);
        Assert.InRange(values.Length, 2, 3);
    }

    [Fact]
    public void IdealPolicy_RepeatsWhenNothingComes()
    {
        using var f = new HubFixture();
        using var reader = f.Open(HubFixture.Rule("a.b", FeedPolicy.Ideal, period: 1000));
        f.Send("a.b", 1);
        for (var i = 0; i < 14; i++)
        {
            f.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal(["a.b=1", "a.b=1", "a.b=1", "a.b=1"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void RadiusRule_SendsWhatIsNearNow()
    {
        using var f = new HubFixture();
        using var reader = f.Open(new FeedRule(new ContextPattern("*", 1852, new SkPosition(60, 25)), PathPattern.All));
        f.Send("navigation.position", new SkPosition(60.01, 25), context: "vessels.urn:mrn:imo:mmsi:1");
        f.Send("navigation.position", new SkPosition(60.05, 25), context: "vessels.urn:mrn:imo:mmsi:2");
        f.Send("navigation.position", new SkPosition(60.5, 25), context: "vessels.urn:mrn:imo:mmsi:1");
        f.Send("navigation.speedOverGround", 1, context: "vessels.urn:mrn:imo:mmsi:1");
        var message = Assert.Single(HubFixture.Read(reader));
        Assert.Equal("vessels.urn:mrn:imo:mmsi:1", (string?)message["context"]);
    }

    [Fact]
    public void SendMeta_ComesBeforeTheFirstValueAndOnlyOnce()
    {
        using var f = new HubFixture();
        f.Hub.DefaultMeta = _ => new SkRecord(("units", "m"));
        using var reader = f.Open(new FeedShape(FeedFraming.Line, [FeedRule.Self], SendMeta: true));
        f.Send("a.b", 1);
        f.Send("a.b", 2);
        var messages = HubFixture.Read(reader);
        Assert.Equal(3, messages.Count);
        Assert.Equal("a.b", (string?)messages[0]["updates"]![0]!["meta"]![0]!["path"]);
        Assert.Equal(["a.b=1", "a.b=2"], HubFixture.Values(messages));
    }

    [Fact]
    public void CachedValues_ComeOnce_AndWhatFollowsIsInTheLog()
    {
        using var f = new HubFixture();
        f.Send("a.b", 1);
        f.SendJson("""{"updates":[{"values":[{"path":"","value":{"name":"Anna"}}]}]}""");
        using var reader = f.Open(FeedRule.Self);
        f.Send("a.b", 2);
        f.Send("a.c", 3);
        Assert.Equal(["={\"name\":\"Anna\"}"], HubFixture.Values(HubFixture.Written(o => reader.WriteCached(o))));
        Assert.Equal(["a.b=2", "a.c=3"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void CachedValues_AreOfEverySource_WhereNoneIsPreferred_TheNewestLast()
    {
        using var f = new HubFixture();
        f.Send("a.b", 1, "gps.GP");
        f.Send("a.b", 2, "plotter.II");
        f.Send("a.b", 3, "gps.GP");
        using var reader = f.Open(FeedRule.Self);
        Assert.Equal(["a.b=2", "a.b=3"], HubFixture.Values(HubFixture.Written(o => reader.WriteCached(o))));
    }

    [Fact]
    public void Overrun_LosesNoPath_AndHoldsNoMemory()
    {
        using var f = new HubFixture(o => o with { MaxReaderLag = 64 * 1024 });
        using var reader = f.Open(FeedRule.Self);
        f.Send("rare.value", 42);
        for (var i = 0; i < 5_000; i++)
        {
            f.Send($"often.value{i % 10}", i);
        }

        Assert.True(reader.IsOverrun);
        Assert.Equal(0, reader.Lag);
        var values = HubFixture.Values(HubFixture.Written(reader.CatchUp));
        Assert.Equal(11, values.Length);
        Assert.Contains("rare.value=42", values);
        Assert.Contains("often.value9=4999", values);
        f.Send("rare.value", 43);
        Assert.Equal(["rare.value=43"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void CatchUp_SendsOnlyWhatChangedSinceTheLastMessage()
    {
        using var f = new HubFixture(o => o with { MaxReaderLag = 64 * 1024 });
        f.Send("old.value", 1);
        using var reader = f.Open(FeedRule.Self);
        HubFixture.Read(reader);
        for (var i = 0; i < 2_000; i++)
        {
            f.Send("new.value", i);
        }

        Assert.True(reader.IsOverrun);
        Assert.Equal(["new.value=1999"], HubFixture.Values(HubFixture.Written(reader.CatchUp)));
    }

    [Fact]
    public void ReplacedFeed_NeitherLosesNorDoubles()
    {
        using var f = new HubFixture();
        var first = f.Open(HubFixture.Rule("a.*"));
        f.Send("a.x", 1);
        using var second = f.Hub.OpenFeed(new FeedShape(FeedFraming.Line, [HubFixture.Rule("a.*"), HubFixture.Rule("b.*")]), () => { }, first);
        f.Send("a.x", 2);
        f.Send("b.x", 3);
        Assert.Equal(["a.x=1"], HubFixture.Values(HubFixture.Read(first)));
        Assert.True(first.IsFinished);
        Assert.Equal(["a.x=2", "b.x=3"], HubFixture.Values(HubFixture.Read(second)));
    }

    [Fact]
    public void WebSocketFraming_IsOneUnmaskedTextFrameAMessage()
    {
        using var f = new HubFixture();
        using var reader = f.Open(new FeedShape(FeedFraming.WebSocket, [FeedRule.Self]));
        f.Send("a.b", 1);
        var bytes = reader.Peek().ToArray();
        Assert.Equal(0x81, bytes[0]);
        Assert.Equal(126, bytes[1]);
        Assert.Equal(bytes.Length - 4, (bytes[2] << 8) | bytes[3]);
        Assert.Equal((byte)'{', bytes[4]);
    }
}

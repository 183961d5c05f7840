using SignalK.Core.Fanout;
using SignalK.Core.Model;

namespace SignalK.Core.Tests.Hubs;

public class HubExpiryTests
{
    private static void Tick(HubFixture f, int times, double seconds, string path = "a.speed", string source = "gps.GP")
    {
        for (var i = 0; i < times; i++)
        {
            f.Send(path, i, source);
            f.Time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public void OwnValue_ThatStops_BecomesNullOnce()
    {
        using var f = new HubFixture();
        Tick(f, 10, 1);
        using var reader = f.Open(FeedRule.Self);
        for (var i = 0; i < 120; i++)
        {
            f.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["a.speed=null"], HubFixture.Values(HubFixture.Read(reader)));
        Assert.True(f.Hub.Store.Self.Root.Find("a")!.Find("speed")!.Entry!.Selected!.Read().Value.IsNull);
        Assert.Equal(1, f.Hub.Expired);
    }

    [Fact]
    public void OwnValue_OfASlowSource_IsGivenItsOwnTime()
    {
        using var f = new HubFixture();
        Tick(f, 10, 60);
        using var reader = f.Open(FeedRule.Self);
        f.Time.Advance(TimeSpan.FromSeconds(200));
        Assert.Empty(HubFixture.Read(reader));
        f.Time.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(["a.speed=null"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void OwnValue_WithATimeoutInItsMetadata_KeepsToIt()
    {
        using var f = new HubFixture();
        f.Hub.DefaultMeta = _ => new SkRecord(("timeout", 3));
        f.Send("a.speed", 1);
        using var reader = f.Open(FeedRule.Self);
        f.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["a.speed=null"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Theory]
    [InlineData("notifications.mob")]
    [InlineData("design.draft")]
    public void EventsAndSettings_NeverExpire(string path)
    {
        using var f = new HubFixture();
        Tick(f, 10, 1, path);
        f.Time.Advance(TimeSpan.FromHours(10));
        Assert.Equal(0, f.Hub.Expired);
    }

    [Fact]
    public void StoppedSource_WithAnotherAlive_GivesWayToIt()
    {
        using var f = new HubFixture();
        Tick(f, 10, 1, source: "one");
        f.Send("a.speed", 77, "two");
        f.Send("a.speed", 9, "one");
        using var reader = f.Open(FeedRule.Self);
        using var all = f.Open(new FeedShape(FeedFraming.Line, [FeedRule.Self], AllSources: true));
        f.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["a.speed=77"], HubFixture.Values(HubFixture.Read(reader)));
        Assert.Contains("a.speed=null", HubFixture.Values(HubFixture.Read(all)));
    }

    [Fact]
    public void Expiry_SwitchedOff_LeavesValues()
    {
        using var f = new HubFixture(o => o with { ExpireValues = false });
        Tick(f, 10, 1);
        f.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, f.Hub.Expired);
    }
}

using SignalK.Core.Fanout;
using SignalK.Core.Store;

namespace SignalK.Core.Tests.Hubs;

public class HubPriorityTests
{
    private const string Path = "navigation.position.test";

    private static HubFixture Ranked(double holdDown = 0)
    {
        var f = new HubFixture(o => o with { ExpireValues = false });
        f.Hub.SetPriorities(new PriorityTable(
            new Dictionary<string, IReadOnlyList<PriorityRow>>
            {
                [Path] = [new("best", TimeSpan.Zero), new("second", TimeSpan.FromSeconds(5))],
            },
            f.Time.TimestampFrequency,
            TimeSpan.FromSeconds(holdDown)));
        return f;
    }

    [Fact]
    public void LesserSource_WhileTheBestTalks_IsStoredListedAndCountedButNotDelivered()
    {
        using var f = Ranked();
        using var preferred = f.Open(FeedRule.Self);
        using var all = f.Open(new FeedShape(FeedFraming.Line, [FeedRule.Self], AllSources: true));
        f.Send(Path, 1, "best");
        f.Send(Path, 2, "second");

        Assert.Equal([$"{Path}=1"], HubFixture.Values(HubFixture.Read(preferred)));
        Assert.Equal([$"{Path}=1", $"{Path}=2"], HubFixture.Values(HubFixture.Read(all)));
        var entry = f.Hub.Store.Self.Root.Find("navigation")!.Find("position")!.Find("test")!.Entry!;
        Assert.Equal(2, entry.Sources.Length);
        Assert.Equal(2, entry.Sources[1].Read().Value.Number);
        Assert.Equal(1, entry.Sources[1].Suppressed);
        Assert.Equal(1, f.Hub.Suppressed);
        using var late = f.Open(FeedRule.Self);
        Assert.Equal([$"{Path}=1"], HubFixture.Values(HubFixture.Written(o => late.WriteCached(o))));
    }

    [Theory]
    [InlineData("second", 5)]
    [InlineData("unlisted", 10)]
    public void LesserSource_AfterItsTimeout_TakesOver(string source, int seconds)
    {
        using var f = Ranked();
        using var reader = f.Open(FeedRule.Self);
        f.Send(Path, 1, "best");
        f.Time.Advance(TimeSpan.FromSeconds(seconds));
        f.Send(Path, 2, source);
        f.Time.Advance(TimeSpan.FromMilliseconds(1));
        f.Send(Path, 3, source);
        Assert.Equal([$"{Path}=1", $"{Path}=3"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void BestSource_IntermittentAfterATakeover_HasToProveItselfFirst()
    {
        using var f = Ranked(holdDown: 3);
        using var reader = f.Open(FeedRule.Self);
        for (var i = 0; i < 5; i++)
        {
            f.Send(Path, 100 + i, "best");
            f.Time.Advance(TimeSpan.FromSeconds(1));
        }

        for (var i = 0; i < 10; i++)
        {
            f.Send(Path, 200 + i, "second");
            f.Time.Advance(TimeSpan.FromSeconds(1));
        }

        HubFixture.Read(reader);
        for (var i = 0; i < 6; i++)
        {
            f.Send(Path, 300 + i, "best");
            f.Send(Path, 400 + i, "second");
            f.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [$"{Path}=400", $"{Path}=401", $"{Path}=402", $"{Path}=303", $"{Path}=304", $"{Path}=305"],
            HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void BestSource_ComingSecondAtTheStart_IsShownAtOnce()
    {
        using var f = Ranked(holdDown: 60);
        using var reader = f.Open(FeedRule.Self);
        f.Send(Path, 2, "second");
        f.Send(Path, 1, "best");
        Assert.Equal([$"{Path}=2", $"{Path}=1"], HubFixture.Values(HubFixture.Read(reader)));
    }
}

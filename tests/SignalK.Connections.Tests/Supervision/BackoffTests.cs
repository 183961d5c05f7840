using SignalK.Connections.Supervision;

namespace SignalK.Connections.Tests.Supervision;

public sealed class BackoffTests
{
    [Fact]
    public void Next_DoublesToTheLongest_EachShortenedByAtMostHalf()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), new Random(1));

        foreach (var full in (double[])[1, 2, 4, 8, 15, 15, 15])
        {
            Assert.InRange(backoff.Next().TotalSeconds, full / 2, full);
        }
    }

    [Fact]
    public void Reset_StartsAgainAtTheFirst()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), new Random(1));
        for (var i = 0; i < 5; i++)
        {
            backoff.Next();
        }

        backoff.Reset();

        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void Next_ManyConnections_DoNotComeBackTogether()
    {
        var random = new Random(1);
        var pauses = Enumerable.Range(0, 100).Select(_ => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), random).Next());

        Assert.True(pauses.Distinct().Count() > 90);
    }
}

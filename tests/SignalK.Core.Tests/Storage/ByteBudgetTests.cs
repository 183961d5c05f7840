using SignalK.Core.Storage;

namespace SignalK.Core.Tests.Storage;

public class ByteBudgetTests
{
    [Fact]
    public void TryTake_OverTheLimit_IsRefusedAndCounted()
    {
        var budget = new ByteBudget(100);
        var recordings = budget.Share("recordings");

        Assert.True(recordings.TryTake(60));
        Assert.False(recordings.TryTake(41));

        Assert.Equal((60, 41, 60), (recordings.Used, recordings.Refused, budget.Used));
    }

    [Fact]
    public void Take_OverTheLimit_IsAllowedAndLeavesNothingToOthers()
    {
        var budget = new ByteBudget(100);
        budget.Share("settings").Take(150);

        Assert.False(budget.Share("recordings").TryTake(1));
        Assert.Equal(150, budget.Used);
    }

    [Fact]
    public void Release_AfterDeletion_GivesRoomBack()
    {
        var budget = new ByteBudget(100);
        var recordings = budget.Share("recordings");
        recordings.TryTake(100);
        recordings.Release(30);

        Assert.True(recordings.TryTake(30));
        Assert.Throws<ArgumentOutOfRangeException>(() => recordings.Release(101));
    }

    [Fact]
    public void TryTake_FromManyThreads_NeverPassesTheLimit()
    {
        var budget = new ByteBudget(1000);
        Parallel.For(0, 8, i =>
        {
            var share = budget.Share($"writer{i % 3}");
            for (var k = 0; k < 500; k++)
                share.TryTake(1);
        });

        Assert.Equal(1000, budget.Used);
        Assert.Equal(1000, budget.Shares.Sum(share => share.Used));
        Assert.Equal(3000, budget.Shares.Sum(share => share.Refused));
    }
}

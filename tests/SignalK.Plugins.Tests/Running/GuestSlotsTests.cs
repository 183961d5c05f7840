using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Running;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Running;

public sealed class GuestSlotsTests
{
    readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Leave_SeveralWait_TheOneThatRanLeastIsNext()
    {
        var slots = new GuestSlots(1, _time);
        using GuestSlots.Share running = slots.NewShare(), glutton = slots.NewShare(), modest = slots.NewShare();
        Run(glutton, TimeSpan.FromSeconds(2));
        Run(modest, TimeSpan.FromMilliseconds(1));
        running.Enter();
        List<string> order = [];
        var first = WaitAsync(glutton, () => order.Add("glutton"));
        await Eventually.Is(() => slots.Waiting == 1);
        var second = WaitAsync(modest, () => order.Add("modest"));
        await Eventually.Is(() => slots.Waiting == 2);

        running.Leave();
        await Task.WhenAll(first, second);

        Assert.Equal(["modest", "glutton"], order);
    }

    [Fact]
    public void UsedAt_LongAgo_IsForgotten()
    {
        var slots = new GuestSlots(1, _time);
        using var share = slots.NewShare();
        Run(share, TimeSpan.FromSeconds(8));

        Assert.Equal(8, share.UsedAt(_time.GetTimestamp()), 6);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, share.UsedAt(_time.GetTimestamp()), 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Start_ThatNeverEnds_HoldsNoCallUp(int count)
    {
        var slots = new GuestSlots(count, _time);
        using GuestSlots.Share starting = slots.NewShare(), another = slots.NewShare(), calling = slots.NewShare();
        starting.EnterToStart();
        var waiting = Task.Run(another.EnterToStart);
        await Eventually.Is(() => slots.Waiting == 1);

        await Task.Run(calling.Enter).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.False(waiting.IsCompleted);
        starting.Leave();
        await waiting;
    }

    [Fact]
    public async Task Enter_MoreThanTheSlots_Wait()
    {
        var slots = new GuestSlots(3, _time);
        GuestSlots.Share[] shares = [.. Enumerable.Range(0, 5).Select(_ => slots.NewShare())];
        // One of the three is for starts.
        Task[] entered = [.. shares.Select(s => Task.Run(s.Enter))];
        await Eventually.Is(3, () => slots.Waiting);

        Assert.Equal(2, entered.Count(e => e.IsCompletedSuccessfully));
        for (var left = 0; left < 5; left++)
        {
            var next = Array.FindIndex(entered, e => e.IsCompletedSuccessfully);
            shares[next].Leave();
            entered[next] = Task.FromCanceled(new CancellationToken(true));
            await Eventually.Is(() => entered.Count(e => e.IsCompletedSuccessfully) == Math.Min(2, 4 - left));
        }
    }

    [Fact]
    public async Task IsDue_AfterItsTurnAndOnlyWhenOthersWait()
    {
        var slots = new GuestSlots(1, _time);
        using GuestSlots.Share running = slots.NewShare(), other = slots.NewShare();
        running.Enter();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(running.IsDue);

        var waiting = Task.Run(other.Enter);
        await Eventually.Is(() => slots.Waiting == 1);

        Assert.True(running.IsDue);
        running.Leave();
        await waiting;
        Assert.False(other.IsDue);
    }

    void Run(GuestSlots.Share share, TimeSpan time)
    {
        share.Enter();
        _time.Advance(time);
        share.Leave();
    }

    static async Task WaitAsync(GuestSlots.Share share, Action then)
    {
        await Task.Run(share.Enter);
        then();
        share.Leave();
    }
}

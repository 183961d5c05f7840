using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Tests.Limits;

public sealed class RateGateTests
{
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryPass_Burst_PassesThatManyAndCountsTheRest()
    {
        var gate = new RateGate(10, burst: 5, _time);

        Assert.Equal(5, Passed(gate, 20));
        Assert.Equal(15, gate.Refused);
    }

    [Fact]
    public void TryPass_OverTenSeconds_PassesTheRateAndOneBurst()
    {
        var gate = new RateGate(10, _time);
        var passed = 0;
        for (var step = 0; step < 1000; step++)
        {
            passed += Passed(gate, 3);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(passed, 109, 110);
    }

    [Fact]
    public void TryPass_AfterALongPause_PassesOneBurstAndNoMore()
    {
        var gate = new RateGate(20, _time);
        Passed(gate, 20);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(20, Passed(gate, 100));
    }

    [Fact]
    public void TryPass_SeveralAtOnce_AllOrNone()
    {
        var gate = new RateGate(10, _time);

        Assert.True(gate.TryPass(7));
        Assert.False(gate.TryPass(4));
        Assert.True(gate.TryPass(3));
        Assert.Equal(4, gate.Refused);
    }

    [Fact]
    public void TryPass_RateOfZero_NeverPasses()
    {
        var gate = new RateGate(0, _time);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.False(gate.TryPass());
    }

    [Fact]
    public void TryPass_ManyThreads_PassNoMoreThanTheBurst()
    {
        var gate = new RateGate(1000, _time);
        var passed = 0;
        Parallel.For(0, 5000, _ => Interlocked.Add(ref passed, gate.TryPass() ? 1 : 0));

        Assert.Equal(1000, passed);
        Assert.Equal(4000, gate.Refused);
    }

    [Fact]
    public void TryPass_AllocatesNothing()
    {
        var gate = new RateGate(100, TimeProvider.System);
        Passed(gate, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Passed(gate, 1000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static int Passed(RateGate gate, int tries)
    {
        var passed = 0;
        for (var i = 0; i < tries; i++)
            passed += gate.TryPass() ? 1 : 0;
        return passed;
    }
}

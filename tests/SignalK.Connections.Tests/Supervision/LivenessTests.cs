using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Tests.Supervision;

public sealed class LivenessTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0.1, 9, false)]
    [InlineData(0.1, 11, true)]
    [InlineData(1, 11, true)]
    [InlineData(10, 60, false)]
    [InlineData(10, 90, true)]
    public void IsQuiet_AfterSilence_ComparesWithTheUsualPause(double pause, double silence, bool expected)
    {
        var liveness = Talk(pause, 300);

        _time.Advance(TimeSpan.FromSeconds(silence));

        Assert.Equal(expected, liveness.IsQuiet);
    }

    [Fact]
    public void IsQuiet_SourceThatHardlySpoke_IsNotMissed()
    {
        var liveness = Talk(1, 5);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(liveness.IsQuiet);
    }

    [Fact]
    public void IsQuiet_NeverSpoke_IsNotMissed()
    {
        var liveness = new Liveness(_time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Null(liveness.Age);
        Assert.False(liveness.IsQuiet);
    }

    [Fact]
    public void Patience_AfterOneLongOutage_IsStillShort()
    {
        var liveness = Talk(1, 100);
        _time.Advance(TimeSpan.FromHours(2));
        liveness.Touch();

        Assert.True(liveness.Patience < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Patience_BurstsEachSecond_CountsThePauseBetweenThem()
    {
        var liveness = new Liveness(_time);
        for (var second = 0; second < 60; second++)
        {
            for (var block = 0; block < 50; block++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                liveness.Touch();
            }

            _time.Advance(TimeSpan.FromSeconds(4.5));
        }

        Assert.InRange(liveness.Patience!.Value.TotalSeconds, 15, 40);
    }

    private Liveness Talk(double pause, int times)
    {
        var liveness = new Liveness(_time);
        for (var i = 0; i < times; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(pause));
            liveness.Touch();
        }

        return liveness;
    }
}

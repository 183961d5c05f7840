using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Tests.Limits;

public sealed class FuelMeterTests
{
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void LastMinute_AfterAMinute_ForgetsWhatIsOlder()
    {
        var meter = new FuelMeter(1000, _time);
        meter.Burn(300);
        _time.Advance(TimeSpan.FromSeconds(30));
        meter.Burn(200);

        Assert.Equal(500ul, meter.LastMinute);
        Assert.Equal(500ul, meter.Left);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200ul, meter.LastMinute);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0ul, meter.LastMinute);
        Assert.Equal(500ul, meter.Total);
    }

    [Fact]
    public void LastMinute_AfterALongPause_IsZero()
    {
        var meter = new FuelMeter(1000, _time);
        meter.Burn(300);
        _time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(0ul, meter.LastMinute);
    }

    [Fact]
    public void Wait_WhileFuelIsLeft_IsZero()
    {
        var meter = new FuelMeter(1000, _time);
        meter.Burn(999);

        Assert.Equal(TimeSpan.Zero, meter.Wait);
    }

    [Fact]
    public void Wait_BurnedTooMuch_EndsWhenEnoughIsForgotten()
    {
        var meter = new FuelMeter(1000, _time);
        meter.Burn(100);
        _time.Advance(TimeSpan.FromSeconds(20));
        meter.Burn(1000);
        _time.Advance(TimeSpan.FromSeconds(10.25));

        Assert.Equal(0ul, meter.Left);
        Assert.Equal(TimeSpan.FromSeconds(49.75), meter.Wait);
        _time.Advance(meter.Wait - TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(TimeSpan.Zero, meter.Wait);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.Zero, meter.Wait);
        Assert.Equal(1000ul, meter.Left);
    }

    [Fact]
    public void Wait_OfAMeterWithoutFuel_IsNeverLongerThanAMinute()
    {
        var meter = new FuelMeter(0, _time);

        Assert.InRange(meter.Wait, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    }

    [Property]
    public void LastMinute_AnyBurning_IsTheSumOfTheLastSixtySeconds((PositiveInt Fuel, NonNegativeInt Pause)[] burns)
    {
        var time = new FakeTimeProvider();
        var meter = new FuelMeter(1000, time);
        var second = 0L;
        List<(long At, ulong Fuel)> all = [];
        foreach (var (fuel, pause) in burns)
        {
            second += pause.Get;
            time.Advance(TimeSpan.FromSeconds(pause.Get));
            meter.Burn((ulong)fuel.Get);
            all.Add((second, (ulong)fuel.Get));
            Assert.Equal(all.Where(b => b.At > second - 60).Aggregate(0ul, (sum, b) => sum + b.Fuel), meter.LastMinute);
        }
    }
}

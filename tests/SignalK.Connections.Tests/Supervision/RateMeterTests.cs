using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Tests.Supervision;

public sealed class RateMeterTests
{
    [Fact]
    public void Sample_SteadyStream_ApproachesItsRateAndFallsToZero()
    {
        var time = new FakeTimeProvider();
        var meter = new RateMeter(time);
        for (var second = 1; second <= 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            meter.Sample(second * 20);
        }

        Assert.InRange(meter.Rate, 19.9, 20.1);
        for (var second = 1; second <= 120; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            meter.Sample(1200);
        }

        Assert.Equal(0, meter.Rate);
    }
}

using SignalK.Appliance.Demo;

namespace SignalK.Appliance.Tests.Demo;

public class DemoBoatTests
{
    const double Year = 365 * 86400.0;

    static readonly double[] s_moments = [.. Enumerable.Range(0, 400).Select(i => i * 131.7), Year, 30 * Year];

    [Fact]
    public void At_OneSecondLater_PositionMovedBySpeedAndCourse() => Assert.All(s_moments, seconds =>
    {
        var (now, then) = (DemoBoat.At(seconds), DemoBoat.At(seconds + 1));

        var moved = now.Position.DistanceTo(then.Position);

        Assert.InRange(moved, now.Ground.Speed * 0.97, now.Ground.Speed * 1.03);
        Assert.InRange(Angle.Signed(now.Position.BearingTo(then.Position) - now.Ground.Direction), -1.5, 1.5);
        Assert.InRange(Angle.Signed(then.Ground.Direction - now.Ground.Direction), -2, 2);
    });

    [Fact]
    public void At_Always_IsABoatThatOneBelieves() => Assert.All(s_moments, seconds =>
    {
        var boat = DemoBoat.At(seconds);

        Assert.InRange(boat.ThroughWater, 2.5, 4.0);
        Assert.InRange(boat.Depth, 5, 45);
        Assert.InRange(Angle.Signed(boat.Heading - boat.Ground.Direction), -10, 10);
        Assert.InRange(boat.Revolutions, 1000, 2000);
        Assert.InRange((boat.ApparentWind - (boat.GroundWind - boat.Ground)).Speed, 0, 1e-9);
    });

    [Fact]
    public void At_ARoundLater_IsWhereItWasAndGoesOn()
    {
        var around = DemoBoat.Route.Length;
        var (start, later) = (DemoBoat.Route.At(1234), DemoBoat.Route.At(1234 + (3 * around)));

        Assert.InRange(start.Position.DistanceTo(later.Position), 0, 0.01);
        Assert.Equal(start.NextWaypoint, later.NextWaypoint);
    }
}

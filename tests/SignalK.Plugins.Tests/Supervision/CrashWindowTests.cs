using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Supervision;

namespace SignalK.Plugins.Tests.Supervision;

public class CrashWindowTests
{
    private readonly FakeTimeProvider _time = new();

    private CrashWindow Window => field ??= new CrashWindow(_time);

    [Fact]
    public void Record_ThreeAtOnce_WaitsOneThenTwoSecondsThenEnds()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Crash());
        Assert.Equal(TimeSpan.FromSeconds(2), Crash(1));
        Assert.Null(Crash(2));
    }

    [Fact]
    public void Record_ThirdJustInsideTheWindow_Ends()
    {
        Crash();
        Crash(30);
        Assert.Null(Crash(29.9));
    }

    [Fact]
    public void Record_ThirdWhenTheFirstIsAMinuteOld_WaitsFour()
    {
        Crash();
        Crash(30);
        Assert.Equal(TimeSpan.FromSeconds(4), Crash(30));
    }

    [Fact]
    public void Record_RareCrashes_WaitFourForAsLongAsTwoOthersAreWithinTenMinutes()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Crash());
        Assert.Equal(TimeSpan.FromSeconds(1), Crash(120));
        Assert.Equal(TimeSpan.FromSeconds(4), Crash(120));
        Assert.Equal(TimeSpan.FromSeconds(4), Crash(120));
    }

    [Fact]
    public void Record_TenMinutesLater_StartsAgainAtOne()
    {
        Crash();
        Crash(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Crash(600));
    }

    [Fact]
    public void Forget_AfterTwo_CountsFromTheBeginning()
    {
        Crash();
        Crash(1);
        Window.Forget();
        Assert.Equal(TimeSpan.FromSeconds(1), Crash(1));
    }

    private TimeSpan? Crash(double after = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(after));
        return Window.Record();
    }
}

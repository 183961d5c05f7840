using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Faults;

namespace SignalK.Core.Tests.Faults;

public class FaultBoardTests
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Raise_TheSameThingTwice_CountsAndKeepsTheFirstTime()
    {
        var board = new FaultBoard(_time);
        board.Raise("connection:gps", "no such device");
        _time.Advance(TimeSpan.FromSeconds(5));
        board.Raise("connection:gps", "permission denied");

        Assert.Equal([new Fault("connection:gps", "permission denied", DateTimeOffset.UnixEpoch, 2)], board.Current);
    }

    [Fact]
    public void Clear_WorkingAgain_LeavesTheOthersOldestFirst()
    {
        var board = new FaultBoard(_time);
        board.Raise("b", "first");
        _time.Advance(TimeSpan.FromSeconds(1));
        board.Raise("a", "second");
        board.Raise("c", "third");

        board.Clear("c");
        board.Clear("never raised");

        Assert.Equal(["b", "a"], board.Current.Select(fault => fault.Key));
    }
}

using System.Text;
using SignalK.Connections.Files;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Files;

public sealed class PaceTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    [Fact]
    public void Before_RawLog_IsTheRecordedPause()
    {
        Assert.Equal([0, 0.25, 0, 60, 0], Pauses(
            "1449923552000;N;$GPRMC,1",
            "1449923552250;A;2016-07-16T12:00:00.000Z,2,130306,105,255,8,00,d1,03,c9,23,fa,ff,ff",
            "1449923552250;I;{}",
            "1449930000000;N;$GPRMC,1",
            "1449923552000;N;$GPRMC,1"));
    }

    [Fact]
    public void Before_SentencesWithTimes_FollowsTheTimes()
    {
        Assert.Equal([0, 0, 2, 0, 0, 0.5, 1.5, 60], Pauses(
            "$GPGGA,120000,,,,,0,,,,,,,,",
            Sentences.Depth(1),
            "$GPGGA,120002,,,,,0,,,,,,,,",
            "$GPGLL,,,,,120001,V",
            "$GPZDA,120002.00,,,,,",
            "$GPRMC,120002.5,V,,,,,,,,,,N",
            "$GPRMC,120004,V,,,,,,,,,,N",
            "$GPRMC,180004,V,,,,,,,,,,N"));
    }

    [Fact]
    public void Before_Midnight_IsAStepForward() =>
        Assert.Equal([0, 1, 1], Pauses("$GPZDA,235959,,,,,", "$GPZDA,000000,,,,,", "$GPZDA,000001,,,,,"));

    [Fact]
    public void Before_AnotherRecordingBegins_GoesOnFromThere() =>
        Assert.Equal([0, 1, 0, 1], Pauses("$GPZDA,120000,,,,,", "$GPZDA,120001,,,,,", "$GPZDA,090000,,,,,", "$GPZDA,090001,,,,,"));

    [Fact]
    public void Before_NoTimes_IsTheStatedRate() =>
        Assert.Equal([0.1, 0.1, 0.1], Pauses(Sentences.Depth(1), Sentences.Depth(2), Sentences.Depth(3)));

    [Fact]
    public void Before_TimesStandStill_FallsBackToTheStatedRate()
    {
        string[] lines = ["$GPZDA,120000,,,,,", "$GPZDA,120001,,,,,", .. Enumerable.Repeat(Sentences.Depth(1), 1_000)];

        Assert.Equal(500, Pauses(lines).Count(static p => p == 0.1));
    }

    [Theory]
    [InlineData("$GPRMC,123519.25,A", 45319.25)]
    [InlineData("$GPGLL,4916.45,N,12311.12,W,225444,A", 82484.0)]
    [InlineData("$GPZDA,201530.00,04,07,2002,00,00*60", 72930.0)]
    [InlineData("$GPRMC,,V,,,,,,,,,,N", null)]
    [InlineData("$GPRMC,12351x,A", null)]
    [InlineData("$GPRMC,996099,A", null)]
    [InlineData("$GPRMC", null)]
    [InlineData("$IIMWV,120000,R", null)]
    [InlineData("", null)]
    public void Of_Sentence_IsItsTimeOfDay(string line, double? seconds) =>
        Assert.Equal(seconds, SentenceTime.Of(Encoding.ASCII.GetBytes(line))?.TotalSeconds);

    private static double[] Pauses(params string[] lines)
    {
        var pace = Pace.Of(Encoding.ASCII.GetBytes(string.Join("\n", lines)), rate: 10, s_longest);
        return [.. lines.Select(l => pace.Before(Encoding.ASCII.GetBytes(l)).TotalSeconds)];
    }
}

using Microsoft.Extensions.Time.Testing;

namespace SignalK.Nmea0183.Tests.Time;

public sealed class GnssClockTests
{
    private static readonly DateTimeOffset s_beforeMidnight = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);

    [Theory]
    [InlineData("235959", "2026-03-01T23:59:59Z")]
    [InlineData("000001", "2026-03-02T00:00:01Z")]
    public void TimeOfDay_ClockBeforeMidnight_BelongsToTheNearestDay(string time, string expected) =>
        Assert.Equal(Utc(expected), Stamp($"GPGLL,6000.0,N,02400.0,E,{time},A,A", live: true, s_beforeMidnight));

    [Fact]
    public void TimeOfDay_ClockAfterMidnight_MayBelongToYesterday() =>
        Assert.Equal(Utc("2026-03-01T23:59:59Z"), Stamp("GPGLL,6000.0,N,02400.0,E,235959,A,A", live: true, s_beforeMidnight.AddSeconds(4)));

    [Fact]
    public void TimeOfDay_Fraction_IsKept() =>
        Assert.Equal(Utc("2026-03-01T23:59:59.25Z"), Stamp("GPGGA,235959.25,6000.0,N,02400.0,E,1,8,1,1,M,1,M,,", live: true, s_beforeMidnight));

    [Fact]
    public void TimeOfDay_InARecordingWithADate_KeepsCountingThroughMidnight()
    {
        var parser = Sentence.Parser();
        Sentence.Delta("GPRMC,235950,A,6000.0,N,02400.0,E,5.0,45.0,311214,,,A", parser);
        Assert.Equal(Utc("2014-12-31T23:59:59Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,235959,A,A", parser)[0].Timestamp);
        Assert.Equal(Utc("2015-01-01T00:00:01Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,000001,A,A", parser)[0].Timestamp);
        Assert.Equal(Utc("2015-01-01T11:00:00Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,110000,A,A", parser)[0].Timestamp);
        Assert.Equal(Utc("2015-01-01T22:00:00Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,220000,A,A", parser)[0].Timestamp);
        Assert.Equal(Utc("2015-01-02T03:00:00Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,030000,A,A", parser)[0].Timestamp);
    }

    [Fact]
    public void TimeOfDay_ClockNotTrusted_BelongsToTheReceiversDate()
    {
        var parser = Sentence.Parser(live: true, new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        parser.ClockTrusted = false;
        Sentence.Delta("GPRMC,120000,A,6000.0,N,02400.0,E,5.0,45.0,150126,,,A", parser);
        Assert.Equal(Utc("2026-01-15T12:00:01Z"), Sentence.Delta("GPGLL,6000.0,N,02400.0,E,120001,A,A", parser)[0].Timestamp);
    }

    [Fact]
    public void WeekRollover_LiveReceiver_IsCorrectedAndFlagged()
    {
        var parser = Sentence.Parser(live: true);
        var delta = Sentence.Delta(Rmc(Sentence.Now.AddDays(-1024 * 7)), parser);
        Assert.Equal(Sentence.Now.UtcDateTime, delta[0].Timestamp);
        Assert.Equal("2026-01-15T12:00:00.000Z", delta.Value("navigation.datetime")!.Value.Text);
        Assert.Equal(1, parser.Counters.WeekRollovers);
    }

    [Fact]
    public void WeekRollover_Recording_IsLeftAlone()
    {
        var parser = Sentence.Parser();
        var then = Sentence.Now.AddDays(-1024 * 7);
        Assert.Equal(then.UtcDateTime, Sentence.Delta(Rmc(then), parser)[0].Timestamp);
        Assert.Equal(0, parser.Counters.WeekRollovers);
    }

    [Fact]
    public void WeekRollover_ClockNotTrusted_IsLeftAlone()
    {
        var parser = Sentence.Parser(live: true);
        parser.ClockTrusted = false;
        var then = Sentence.Now.AddDays(-1024 * 7);
        Assert.Equal(then.UtcDateTime, Sentence.Delta(Rmc(then), parser)[0].Timestamp);
    }

    [Fact]
    public void FarOffDate_ThatNoRolloverExplains_IsPassedOnAndFlagged()
    {
        var parser = Sentence.Parser(live: true);
        var then = Sentence.Now.AddDays(-700 * 7);
        Assert.Equal(then.UtcDateTime, Sentence.Delta(Rmc(then), parser)[0].Timestamp);
        Assert.Equal(1, parser.Counters.ImplausibleDates);
    }

    [Fact]
    public void FewerThan512Weeks_AreNoRollover()
    {
        var parser = Sentence.Parser(live: true);
        var then = Sentence.Now.AddDays(-500 * 7);
        Assert.Equal(then.UtcDateTime, Sentence.Delta(Rmc(then), parser)[0].Timestamp);
        Assert.Equal(0, parser.Counters.WeekRollovers + parser.Counters.ImplausibleDates);
    }

    [Theory]
    [InlineData("320126")]
    [InlineData("310226")]
    [InlineData("150026")]
    [InlineData("1501")]
    public void Rmc_DateThatCannotBe_TimeBelongsToTheClocksDay(string date)
    {
        var delta = Sentence.Delta($"GPRMC,120000,A,6000.0,N,02400.0,E,5.0,45.0,{date},,,A");
        Assert.Equal(Sentence.Now.UtcDateTime, delta[0].Timestamp);
        Assert.Null(delta.Value("navigation.datetime"));
    }

    private static string Rmc(DateTimeOffset at) => $"GPRMC,{at:HHmmss},A,6000.0,N,02400.0,E,5.0,45.0,{at:ddMMyy},,,A";

    private static DateTime Stamp(string body, bool live, DateTimeOffset now) =>
        Sentence.Delta(body, Sentence.Parser(live, new FakeTimeProvider(now)))[0].Timestamp;

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text).UtcDateTime;
}

using SignalK.Appliance.Demo;

namespace SignalK.Appliance.Tests.Demo;

public class DemoCruiseTests
{
    readonly DemoCruise _cruise = new(new DateTime(2026, 6, 1, 23, 59, 0, DateTimeKind.Utc));

    [Fact]
    public void At_AnHour_EverySentenceIsWellFormed()
    {
        foreach (var line in Lines(3600))
        {
            Assert.InRange(line.Length, 10, 80);
            var sum = line[1..^3].Aggregate(0, (a, c) => a ^ c);
            Assert.EndsWith($"*{sum:X2}", line, StringComparison.Ordinal);
            Assert.True(line[0] == (line.Contains("VDM,") ? '!' : '$'), line);
        }
    }

    [Fact]
    public void At_AMinute_ShowsTheWholeBoatAndAllHerNeighbours()
    {
        var types = Lines(60).Select(line => line[3..6]).ToHashSet();

        Assert.Superset(new HashSet<string>(["RMC", "GGA", "VTG", "ZDA", "GSA", "GSV", "HDG", "ROT", "VHW", "MWV", "MWD", "DPT", "RPM", "MTW", "VLW", "XDR", "RMB", "APB", "VDM"]), types);
        var messages = Lines(60).Where(line => line.StartsWith("!AIVDM,1,1") || line.StartsWith("!AIVDM,2,1")).Select(line => line.Split(',')[5][0]).ToHashSet();
        Assert.Equal("1459BEH".ToHashSet(), messages);
    }

    [Fact]
    public void At_AroundMidnight_DateAndTimeTurnTogether()
    {
        var times = Enumerable.Range(59, 2).Select(second => _cruise.At(second).First().Split(',')).Select(rmc => (rmc[1], rmc[9])).ToList();

        Assert.Equal([("235959.00", "010626"), ("000000.00", "020626")], times);
    }

    [Fact]
    public void At_TheSameSecond_SaysTheSame() => Assert.Equal(_cruise.At(777), _cruise.At(777));

    [Theory]
    [InlineData(60.0, "6000.0000,N")]
    [InlineData(-59.9999999, "6000.0000,S")]
    [InlineData(5.5, "0530.0000,N")]
    public void Latitude_Rounded_HasNoSixtyMinutes(double degrees, string text) => Assert.Equal(text, SentenceText.Latitude(degrees));

    [Fact]
    public void PositionA_Encoded_DecodesToWhatWentIn()
    {
        var (payload, fill) = AisMessages.PositionA(230990010, 0, new GeoPoint(60.1, 24.95), 24.5, 359.96, 12.4, 33).Armour();
        var bits = string.Concat(payload.Select(c => Convert.ToString(c - 48 > 40 ? c - 56 : c - 48, 2).PadLeft(6, '0')));

        Assert.Equal((168, 0), (bits.Length, fill));
        Assert.Equal(230990010, Number(bits, 8, 30));
        Assert.Equal(245, Number(bits, 50, 10));
        Assert.Equal((long)Math.Round(24.95 * 600_000), Number(bits, 61, 28));
        Assert.Equal((long)Math.Round(60.1 * 600_000), Number(bits, 89, 27));
        Assert.Equal(0, Number(bits, 116, 12));
        Assert.Equal(12, Number(bits, 128, 9));
    }

    static long Number(string bits, int start, int length) => Convert.ToInt64(bits.Substring(start, length), 2);

    IEnumerable<string> Lines(int seconds) => Enumerable.Range(0, seconds).SelectMany(second => _cruise.At(second));
}

using System.Text;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;

namespace SignalK.Connections.Tests.Bus;

public sealed class SentenceFilterTests
{
    [Theory]
    [InlineData("", "", "$GPRMC,1", true)]
    [InlineData("RMC", "", "$GPRMC,1", true)]
    [InlineData("RMC", "", "$GPGGA,1", false)]
    [InlineData("GP", "", "$GPGGA,1", true)]
    [InlineData("GP", "", "$GNGGA,1", false)]
    [InlineData("GPRMC", "", "$GPRMC,1", true)]
    [InlineData("GPRMC", "", "$GNRMC,1", false)]
    [InlineData("", "VDM", "!AIVDM,1", false)]
    [InlineData("*", "AI", "!AIVDM,1", false)]
    [InlineData("*", "AI", "$GPRMC,1", true)]
    [InlineData("RMC", "GP", "$GPRMC,1", false)]
    [InlineData("", "PGRM", "$PGRME,1", false)]
    [InlineData("rmc", "", "$GPRMC,1", true)]
    [InlineData("VDM", "", "\\s:rx1*00\\!AIVDM,1", true)]
    public void Lets_ByTalkerAndFormatter(string allow, string deny, string line, bool expected)
    {
        var filter = new SentenceFilter(new OutputOptions { Allow = List(allow), Deny = List(deny) });

        Assert.Equal(expected, filter.Lets(Encoding.ASCII.GetBytes(line)));
    }

    [Fact]
    public void Validate_NamesEveryFault()
    {
        var options = new OutputOptions { Allow = ["G", "RMC"], Deny = ["TOOLONG"], Generate = ["XX"], Talker = "I" };

        Assert.Equal(4, options.Validate().Count());
    }

    private static ValueList<string> List(string text) => text.Length == 0 ? [] : [text];
}

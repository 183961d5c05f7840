using FsCheck.Xunit;
using SignalK.Core.Model;

namespace SignalK.Nmea0183.Tests.Ais;

public sealed class AisMessageTests
{
    private const int Longitude = 10 * 600_000;
    private const int Latitude = -20 * 600_000;

    [Fact]
    public void ClassBExtended_Full_HasMotionAndStaticData()
    {
        var delta = new AisWriter(19, 211000001).To(46).Number(55, 10).Number(0, 1).Number(Longitude, 28).Number(Latitude, 27).Number(900, 12).Number(90, 9)
            .To(143).Text("EXTENDED", 20).Number(36, 8).Number(8, 9).Number(4, 9).Number(2, 6).Number(2, 6).To(312).Delta();
        Assert.Equal("vessels.urn:mrn:imo:mmsi:211000001", delta.Context);
        var position = Assert.IsType<SkPosition>(delta.Value("navigation.position")!.Value.Object);
        Assert.Equal((-20, 10), (position.Latitude, position.Longitude));
        Assert.Equal(5.5 * 1852 / 3600, delta.Number("navigation.speedOverGround"), 1e-9);
        Assert.Equal(Math.PI / 2, delta.Number("navigation.courseOverGroundTrue"), 1e-9);
        Assert.Equal(Math.PI / 2, delta.Number("navigation.headingTrue"), 1e-9);
        Assert.Equal(12, delta.Value("design.length")!.Value.Object!.Get("overall")!.Value.Number);
        Assert.Equal("Sailing", delta.Value("design.aisShipType")!.Value.Object!.Get("name")!.Value.Text);
        Assert.Equal("EXTENDED", Root(delta, "name"));
    }

    [Fact]
    public void LongRange_SouthAndWest_AreNegative()
    {
        var delta = new AisWriter(27, 211000002).To(40).Number(5, 4).Number(-30 * 600, 18).Number(-20 * 600, 17).Number(12, 6).Number(270, 9).To(96).Delta();
        var position = Assert.IsType<SkPosition>(delta.Value("navigation.position")!.Value.Object);
        Assert.Equal((-20, -30), (position.Latitude, position.Longitude));
        Assert.Equal("moored", delta.Value("navigation.state")!.Value.Text);
        Assert.Equal(12 * 1852.0 / 3600, delta.Number("navigation.speedOverGround"), 1e-9);
        Assert.Equal(1.5 * Math.PI, delta.Number("navigation.courseOverGroundTrue"), 1e-9);
    }

    [Theory]
    [InlineData("SART ACTIVE", "emergency")]
    [InlineData("GUNNERY PRACTICE", "alert")]
    public void SafetyText_Broadcast_IsANotification(string text, string state)
    {
        var value = new AisWriter(14, 970000001).To(40).Text(text, text.Length).Delta().Value("notifications.ais.safety")!.Value.Object!;
        Assert.Equal(text, value.Get("message")!.Value.Text);
        Assert.Equal(state, value.Get("state")!.Value.Text);
    }

    [Fact]
    public void AidToNavigation_LongName_IsContinued()
    {
        var delta = new AisWriter(21, 992471001).Number(3, 5).Text("TWENTY LETTERS NAME ", 20).Number(0, 1).Number(Longitude, 28).Number(Latitude, 27)
            .To(269).Number(1, 1).To(272).Text("AND MORE", 8).Delta();
        Assert.Equal("atons.urn:mrn:imo:mmsi:992471001", delta.Context);
        Assert.True(delta.Value("virtual")!.Value.Boolean);
        Assert.Equal("TWENTY LETTERS NAME AND MORE", Root(delta, "name"));
    }

    [Theory]
    [InlineData(1, 61)]
    [InlineData(18, 57)]
    [InlineData(9, 61)]
    [InlineData(4, 79)]
    public void Position_NotAvailable_SaysNothing(int type, int at) =>
        Assert.Equal(ParseResult.Nothing, new AisWriter(type, 211000003).To(at).Number(181 * 600_000, 28).Number(91 * 600_000, 27).To(168).Parse(new Delta()));

    [Fact]
    public void ClassA_ValuesNotAvailable_AreAbsent()
    {
        var delta = new AisWriter(1, 211000004).Number(15, 4).Number(-128, 8).Number(1023, 10).Number(0, 1).Number(Longitude, 28).Number(Latitude, 27)
            .Number(3600, 12).Number(511, 9).To(168).Delta();
        Assert.Null(delta.Value("navigation.speedOverGround"));
        Assert.Null(delta.Value("navigation.courseOverGroundTrue"));
        Assert.Null(delta.Value("navigation.headingTrue"));
        Assert.Null(delta.Value("navigation.rateOfTurn"));
    }

    [Fact]
    public void Parts_ChannelsInterleaved_AreJoinedApart()
    {
        var parser = Sentence.Parser();
        var (a, fillA) = Static(211000005, "ALPHA").Armour();
        var (b, fillB) = Static(211000006, "BRAVO").Armour();
        Assert.Equal(ParseResult.Nothing, Part(parser, 1, "A", a[..40], 0, out _));
        Assert.Equal(ParseResult.Nothing, Part(parser, 1, "B", b[..40], 0, out _));
        Assert.Equal(ParseResult.Delta, Part(parser, 2, "A", a[40..], fillA, out var alpha));
        Assert.Equal(ParseResult.Delta, Part(parser, 2, "B", b[40..], fillB, out var bravo));
        Assert.Equal("ALPHA", Root(alpha, "name"));
        Assert.Equal("BRAVO", Root(bravo, "name"));
    }

    [Fact]
    public void Parts_SecondWithoutFirst_IsCounted()
    {
        var parser = Sentence.Parser();
        Assert.Equal(ParseResult.Nothing, Part(parser, 2, "A", "00000000000", 2, out _));
        Assert.Equal(1, parser.Counters.OrphanedParts);
    }

    [Fact]
    public void Parts_TooOld_AreNotJoined()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Sentence.Now);
        var parser = Sentence.Parser(live: true, clock);
        var (payload, fill) = Static(211000007, "LATE").Armour();
        Part(parser, 1, "A", payload[..40], 0, out _);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ParseResult.Nothing, Part(parser, 2, "A", payload[40..], fill, out _));
    }

    [Fact]
    public void Parts_FloodOfFirstOnes_StaysBounded()
    {
        var parser = Sentence.Parser();
        for (var i = 0; i < 10_000; i++)
        {
            Part(parser, 1, ((char)('A' + (i % 26))).ToString(), "55P5TL01VIaAL@7W", 0, out _);
        }

        Assert.Equal(10_000, parser.Counters[ParseResult.Nothing]);
    }

    [Theory]
    [InlineData("AIVDM,1,1,,A,13aGra0P00PHid>NK9<2FOvHR62~,0")]
    [InlineData("AIVDM,1,1,,A,13aGra0P00PHid>NK9<2FOvHR624,9")]
    [InlineData("AIVDM,1,1,1,,13aI8e?P00PGpU:NR6s00?vT2000,0,0")]
    [InlineData("AIVDM,0,1,,A,13aGra0P00PHid>NK9<2FOvHR624,0")]
    [InlineData("AIVDM,2,3,1,A,13aGra0P00PHid>NK9<2FOvHR624,0")]
    [InlineData("AIVDM,1,1,,A,5,0")]
    public void Parse_NotAnAisSentence_IsMalformed(string body) =>
        Assert.Equal(ParseResult.Malformed, Sentence.Parser().Parse(Sentence.Of(body, '!'), new Delta()));

    [Property(MaxTest = 500)]
    public void Parse_AnyBits_NeverThrows(byte type, byte[] noise)
    {
        var message = new AisWriter(type % 28, 211000008);
        foreach (var b in noise.Take(60))
        {
            message.Number(b, 8);
        }

        var delta = new Delta();
        var result = message.Parse(delta);
        Assert.Equal(result == ParseResult.Delta, delta.Count > 0);
    }

    private static AisWriter Static(int mmsi, string name) =>
        new AisWriter(5, mmsi).Number(0, 2).Number(9_000_001, 30).Text("CALL", 7).Text(name, 20).Number(70, 8).To(422);

    private static ParseResult Part(Nmea0183Parser parser, int number, string channel, string payload, int fill, out Delta delta)
    {
        delta = new Delta();
        return parser.Parse(Sentence.Of($"AIVDM,2,{number},3,{channel},{payload},{fill}", '!'), delta);
    }

    private static string? Root(Delta delta, string member)
    {
        foreach (var value in delta[0].Values)
        {
            if (value.Path == SkPath.Root && value.Value.Object?.Get(member)?.Text is { } text)
            {
                return text;
            }
        }

        return null;
    }
}

using System.Text;
using SignalK.Core.Model;

namespace SignalK.Nmea0183.Tests;

public sealed class ParserTests
{
    [Theory]
    [InlineData("HEHDT,274.07,T", ParseResult.Delta)]
    [InlineData("HEHDT,,T", ParseResult.Nothing)]
    [InlineData("GPTXT,01,01,02,hello", ParseResult.Nothing)]
    [InlineData("GPQQQ,1", ParseResult.Unknown)]
    [InlineData("PQQQQ,1", ParseResult.Unknown)]
    [InlineData("GPXTE,V,A,0.67,L,N", ParseResult.Void)]
    [InlineData("GPGSV,x,1,1", ParseResult.Malformed)]
    [InlineData("G P,1", ParseResult.NotASentence)]
    public void Parse_Sentence_TellsWhatBecameOfIt(string body, ParseResult expected)
    {
        var parser = Sentence.Parser();
        Assert.Equal(expected, Sentence.Result(body, parser));
        Assert.Equal(1, parser.Counters[expected]);
        Assert.Equal(1, parser.Counters.Lines);
    }

    [Theory]
    [InlineData("$HEHDT,274.07,T*04")]
    [InlineData("$HEHDT,274.07,T*0")]
    [InlineData("$HEHDT,274.07,T*0x")]
    [InlineData("$HEHDT,274.07,T")]
    public void Parse_ChecksumWrongOrMissing_IsRefusedUnlessNotRequired(string line)
    {
        Assert.Equal(ParseResult.BadChecksum, Sentence.Parser().Parse(Encoding.ASCII.GetBytes(line), new Delta()));
        var lenient = new Nmea0183Parser(new Nmea0183Options { ChecksumRequired = false }, TimeProvider.System);
        Assert.Equal(ParseResult.Delta, lenient.Parse(Encoding.ASCII.GetBytes(line), new Delta()));
    }

    [Fact]
    public void Parse_LowerCaseChecksumAndLineEnd_AreAccepted() =>
        Assert.Equal(ParseResult.Delta, Sentence.Parser().Parse("$IIVWR,024,L,018,N,,,,*5e\r\n"u8, new Delta()));

    [Fact]
    public void Parse_Label_NamesTheSource()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Label = "mast" }, TimeProvider.System);
        var delta = Sentence.Delta("WIMWV,214.8,R,10,N,A", parser);
        Assert.Equal("mast.WI", delta[0].Source!.Ref.Name);
        Assert.Equal("MWV", delta[0].Source!.Sentence);
    }

    [Fact]
    public void Parse_TagBlock_GivesSourceAndTime()
    {
        var delta = new Delta();
        byte[] line = [.. @"\s:sounder,c:1438489697123*"u8, .. Encoding.ASCII.GetBytes($"{Checksum.Of("s:sounder,c:1438489697123"u8):X2}"), (byte)'\\', .. Sentence.Of("SDDBT,,f,5.1,M,,F")];
        Assert.Equal(ParseResult.Delta, Sentence.Parser(live: true).Parse(line, delta));
        Assert.Equal("sounder", delta[0].Source!.Device);
        Assert.Equal(new DateTime(2015, 8, 2, 4, 28, 17, 123, DateTimeKind.Utc), delta[0].Timestamp);
    }

    [Fact]
    public void Parse_GarbledTagBlockOnALiveLink_IsCountedAndIgnored()
    {
        var parser = Sentence.Parser(live: true);
        var delta = new Delta();
        Assert.Equal(ParseResult.Delta, parser.Parse([.. @"\s:sounder,c:99999999999*00\"u8, .. Sentence.Of("SDDBT,,f,5.1,M,,F")], delta));
        Assert.Equal("SD", delta[0].Source!.Device);
        Assert.Equal(default, delta[0].Timestamp);
        Assert.Equal(1, parser.Counters.TagFaults);
    }

    [Theory]
    [InlineData("GPRMC,120000,V,6000.0,N,02400.0,E,5.0,45.0,150126,,,A")]
    [InlineData("GPRMC,120000,A,6000.0,N,02400.0,E,5.0,45.0,150126,,,N")]
    [InlineData("GPGGA,120000,6000.0,N,02400.0,E,0,08,1.1,2,M,18,M,,")]
    [InlineData("GNGNS,120000,6000.0,N,02400.0,E,NN,08,1.1,2,18,,,S")]
    [InlineData("GNGNS,120000,6000.0,N,02400.0,E,AA,08,1.1,2,18,,,V")]
    public void Parse_NoFix_PositionIsNull(string body)
    {
        var delta = Sentence.Delta(body);
        Assert.True(delta.Value("navigation.position")!.Value.IsNull);
        Assert.True(double.IsNaN(delta.Number("navigation.speedOverGround")));
    }

    [Theory]
    [InlineData("GPGLL,6000.0,N,02400.0,E,120000,V,A")]
    [InlineData("GPGLL,6000.0,N,02400.0,E,120000,A,N")]
    [InlineData("GPGLL,6000.0,N,02400.0,E,120000,N,V")]
    public void Parse_GllWithoutFix_SaysNothing(string body) => Assert.Equal(ParseResult.Nothing, Sentence.Result(body));

    [Theory]
    [InlineData("9000.1,N,02400.0,E")]
    [InlineData("6060.0,N,02400.0,E")]
    [InlineData("6000.0,N,18000.1,E")]
    [InlineData("6000.0,X,02400.0,E")]
    [InlineData("60x0.0,N,02400.0,E")]
    [InlineData("-6000.0,N,02400.0,E")]
    public void Parse_PositionThatCannotBe_IsNullAndCounted(string position)
    {
        var parser = Sentence.Parser();
        Assert.True(Sentence.Delta($"GPRMC,120000,A,{position},5.0,45.0,150126,,,A", parser).Value("navigation.position")!.Value.IsNull);
        Assert.Equal(1, parser.Counters.FieldFaults);
    }

    [Theory]
    [InlineData("HEHDT,1e5,T")]
    [InlineData("HEHDT,NaN,T")]
    [InlineData("HEHDT,Infinity,T")]
    [InlineData("HEHDT,99999,T")]
    [InlineData("HEHDT,1.2.3,T")]
    [InlineData("HEHDT,99999999999999999999999999,T")]
    public void Parse_AbsurdNumber_IsNullAndCounted(string body)
    {
        var parser = Sentence.Parser();
        Assert.True(Sentence.Delta(body, parser).Value("navigation.headingTrue")!.Value.IsNull);
        Assert.Equal(1, parser.Counters.FieldFaults);
    }

    [Fact]
    public void Parse_QualityOfASimulatorAfterStatusV_IsNoFix()
    {
        var parser = Sentence.Parser();
        Sentence.Delta("GPRMC,214350,V,4023.8600,N,00339.1630,W,10.8,0.0,140605,2.5,W,S", parser);
        const string Gga = "GPGGA,214350,4023.8600,N,00339.1630,W,8,09,2.0,695.7,M,51.6,M,,";
        Assert.True(Sentence.Delta(Gga, parser).Value("navigation.position")!.Value.IsNull);
        Sentence.Delta("GPRMC,214352,A,4023.8600,N,00339.1630,W,10.8,0.0,140605,2.5,W,S", parser);
        Assert.IsType<SkPosition>(Sentence.Delta(Gga, parser).Value("navigation.position")!.Value.Object);
    }

    [Fact]
    public void Parse_FixWithoutSatellitesAfterNone_IsBelievedWithSatellites()
    {
        var parser = Sentence.Parser();
        Sentence.Delta("GPGGA,,,,,,0,,,,M,,M,,", parser);
        Assert.True(Sentence.Delta("GPGGA,194050,4221.82,N,07101.94,W,1,00,3.3,10.8,M,-33,M,,", parser).Value("navigation.position")!.Value.IsNull);
        Assert.NotNull(Sentence.Delta("GPGGA,194051,4221.82,N,07101.94,W,1,04,3.3,10.8,M,-33,M,,", parser).Value("navigation.position")!.Value.Object);
        Assert.NotNull(Sentence.Delta("GPGGA,194052,4221.82,N,07101.94,W,1,00,3.3,10.8,M,-33,M,,", parser).Value("navigation.position")!.Value.Object);
    }

    [Fact]
    public void Parse_FloodOfTalkers_StaysBounded()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Label = "flood" }, TimeProvider.System);
        var delta = new Delta();
        var sources = new HashSet<Source>();
        for (var i = 0; i < 5_000; i++)
        {
            parser.Parse(Sentence.Of($"{(char)('A' + (i % 15))}{(char)('0' + (i / 15 % 75))}HDT,{i % 360},T"), delta);
            sources.UnionWith(delta.Count > 0 ? [delta[0].Source!] : []);
            parser.Parse([.. Encoding.ASCII.GetBytes($"\\s:tag{i}\\"), .. Sentence.Of("HEHDT,1,T")], delta);
            sources.Add(delta[0].Source!);
        }

        Assert.InRange(sources.Count, 900, 1_100);
    }
}

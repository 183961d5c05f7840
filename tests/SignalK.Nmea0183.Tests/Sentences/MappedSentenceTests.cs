using SignalK.Core.Model;

namespace SignalK.Nmea0183.Tests.Sentences;

/// <summary>Sentences that the reference leaves alone, and fields that the fixtures do not reach.</summary>
public sealed class MappedSentenceTests
{
    [Fact]
    public void Ths_Valid_IsHeadingTrue() => Assert.Equal(Math.PI, Sentence.Delta("HETHS,180.0,A").Number("navigation.headingTrue"), 1e-9);

    [Fact]
    public void Ths_NotValid_SaysNothing() => Assert.Equal(ParseResult.Nothing, Sentence.Result("HETHS,180.0,V"));

    [Fact]
    public void Vbw_BothSpeeds_AreAlongAndAcross()
    {
        var delta = Sentence.Delta("VDVBW,6.0,-0.5,A,3.0,4.0,A");
        Assert.Equal(6 * 1852.0 / 3600, delta.Number("navigation.speedThroughWaterLongitudinal"), 1e-9);
        Assert.Equal(-0.5 * 1852 / 3600, delta.Number("navigation.speedThroughWaterTransverse"), 1e-9);
        Assert.Equal(5 * 1852.0 / 3600, delta.Number("navigation.speedOverGround"), 1e-9);
    }

    [Fact]
    public void Osd_References_DecideThePaths()
    {
        var delta = Sentence.Delta("RAOSD,90.0,A,180.0,P,10.0,W,45.0,1.0,N");
        Assert.Equal(Math.PI / 2, delta.Number("navigation.headingTrue"), 1e-9);
        Assert.Equal(Math.PI, delta.Number("navigation.courseOverGroundTrue"), 1e-9);
        Assert.Equal(10 * 1852.0 / 3600, delta.Number("navigation.speedThroughWater"), 1e-9);
        Assert.Equal(Math.PI / 4, delta.Value("environment.current")!.Value.Object!.Get("setTrue")!.Value.Number, 1e-9);
    }

    [Fact]
    public void Xdr_CommonNames_AreMappedAndOthersLeftAlone()
    {
        var delta = Sentence.Delta("IIXDR,A,5.0,D,PTCH,A,-10.0,D,ROLL,C,20.0,C,TempAir,P,1.0133,B,Barometer,H,50,P,HUMI,A,3,D,RUDDER,C,80,C,ENGT#0");
        var attitude = delta.Value("navigation.attitude")!.Value.Object!;
        Assert.Equal(5 * Math.PI / 180, attitude.Get("pitch")!.Value.Number, 1e-9);
        Assert.Equal(-10 * Math.PI / 180, attitude.Get("roll")!.Value.Number, 1e-9);
        Assert.Equal(293.15, delta.Number("environment.outside.temperature"), 1e-9);
        Assert.Equal(101_330, delta.Number("environment.outside.pressure"), 1e-6);
        Assert.Equal(0.5, delta.Number("environment.outside.relativeHumidity"), 1e-9);
        Assert.Equal(3 * Math.PI / 180, delta.Number("steering.rudderAngle"), 1e-9);
        Assert.Equal(5, delta[0].Values.Length);
    }

    [Fact]
    public void Dse_AfterItsCall_RefinesThePosition()
    {
        var parser = Sentence.Parser();
        Sentence.Delta("CDDSC,12,3380400790,12,06,00,1423108312,2019,,,S,E", parser);
        var delta = Sentence.Delta("CDDSE,1,1,A,3380400790,00,45894494", parser);
        Assert.Equal("vessels.urn:mrn:imo:mmsi:338040079", delta.Context);
        var position = Assert.IsType<SkPosition>(delta.Value("navigation.position")!.Value.Object);
        Assert.Equal(42 + (31.4589 / 60), position.Latitude, 1e-9);
        Assert.Equal(-(83 + (12.4494 / 60)), position.Longitude, 1e-9);
        Assert.Equal(ParseResult.Nothing, Sentence.Result("CDDSE,1,1,A,3380400790,00,45894494", parser));
    }

    [Fact]
    public void Rmb_NotActive_EverythingIsUnknown()
    {
        var delta = Sentence.Delta("GPRMB,V,0.66,L,003,004,4917.24,N,12309.57,W,001.3,052.5,000.5,V");
        Assert.True(double.IsNaN(delta.Number("navigation.courseRhumbline.crossTrackError")));
        Assert.True(delta.Value("navigation.courseRhumbline.nextPoint.position")!.Value.IsNull);
    }

    [Fact]
    public void Hdg_AcrossNorth_HeadingsStayWithinACircle()
    {
        var delta = Sentence.Delta("HCHDG,359.0,,,3.0,E");
        Assert.Equal(2 * Math.PI / 180, delta.Number("navigation.headingTrue"), 1e-9);
        Assert.Equal(359 * Math.PI / 180, delta.Number("navigation.headingMagnetic"), 1e-9);
    }

    [Fact]
    public void Gsv_GroupsOfTwoTalkers_AreKeptApart()
    {
        var parser = Sentence.Parser();
        Assert.Equal(ParseResult.Nothing, Sentence.Result("GPGSV,2,1,05,01,40,083,46,02,17,308,41,12,07,344,39,14,22,228,45", parser));
        Assert.Equal(ParseResult.Nothing, Sentence.Result("GLGSV,2,2,05,65,40,083,46", parser));
        Assert.Equal(ParseResult.Nothing, Sentence.Result("GPGSV,2,2,05,15,40,083,46", parser));
        Assert.True(parser.Counters.OrphanedParts > 0);
    }

    [Fact]
    public void Types_All_AreDescribed()
    {
        Assert.Equal("GPS fix", SentenceTypes.Describe("GGA"));
        Assert.Null(SentenceTypes.Describe("QQQ"));
        Assert.All(
            "APB BOD BWC BWR DBK DBS DBT DPT DSC DSE GGA GLL GNS GSA GSV HDG HDM HDT HSC MDA MTA MTW MWD MWV OSD RMB RMC ROT RPM RSA RTE THS TLL TTM VBW VDM VDO VDR VHW VLW VPW VTG VWR VWT WPL XDR XTE ZDA".Split(' '),
            name => Assert.Contains(name, SentenceTypes.All));
    }
}

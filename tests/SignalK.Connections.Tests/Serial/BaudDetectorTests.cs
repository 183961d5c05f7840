using System.Text;
using SignalK.Connections.Serial;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Serial;

public sealed class BaudDetectorTests
{
    [Theory]
    [InlineData(4_800)]
    [InlineData(38_400)]
    [InlineData(115_200)]
    [InlineData(9_600)]
    [InlineData(230_400)]
    public void Feed_FakePortAtAnyRate_FindsIt(int rate)
    {
        var detector = new BaudDetector();
        var port = new FakePort(rate, string.Concat(Enumerable.Range(0, 200).Select(static i => Sentences.Depth(i) + "\r\n")));

        Assert.Equal(BaudVerdict.Found, Listen(detector, port));
        Assert.Equal(rate, detector.Baud);
        Assert.Equal(SerialProtocol.Nmea0183, detector.Protocol);
        Assert.Equal(0, detector.Rounds);
    }

    [Fact]
    public void Feed_KnownRate_IsTriedFirst()
    {
        var detector = new BaudDetector(likely: 19_200);

        Assert.Equal(19_200, detector.Baud);
    }

    [Fact]
    public void Feed_StartsAmidASentence_KeepsTheWholeOnes()
    {
        var detector = new BaudDetector();
        var text = $"12,F*27\r\n{Sentences.Depth(1)}\r\n{Sentences.Depth(2)}\r\n";

        Assert.Equal(BaudVerdict.Found, detector.Feed(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(detector.Heard));
    }

    [Fact]
    public void Feed_OldInstrumentWithoutChecksums_IsRecognised()
    {
        var detector = new BaudDetector();

        Assert.Equal(BaudVerdict.Found, detector.Feed("$IIDBT,034.25,f,010.44,M,005.64,F\r\n$IIMTW,12.0,C\r\n$IIVHW,,T,,M,06.1,N,,\r\n$IIDBT,034.25,f\r\n$IIMTW,12.0,C\r\n"u8));
        Assert.Equal(SerialProtocol.Nmea0183, detector.Protocol);
    }

    [Fact]
    public void Feed_Silence_WaitsAtTheSameRate()
    {
        var detector = new BaudDetector();

        Assert.Equal(BaudVerdict.Listening, detector.Feed("$GP"u8));
        Assert.Equal(BaudVerdict.Listening, detector.Feed([]));
        Assert.Equal(4_800, detector.Baud);
    }

    [Fact]
    public void Feed_TextThatIsNoSentence_TriesEveryRateAndStartsOver()
    {
        var detector = new BaudDetector();
        var rates = new List<int>();
        for (var i = 0; i < 1_000 && detector.Rounds == 0; i++)
        {
            if (detector.Feed("login: incorrect, try again\r\n"u8) == BaudVerdict.Switch)
            {
                rates.Add(detector.Baud);
            }
        }

        Assert.Equal([38_400, 115_200, 9_600, 19_200, 57_600, 230_400, 460_800, 4_800], rates);
    }

    [Theory]
    [InlineData("!PDGY,126992,3,0,255,0.563,//oQ0qcX\r\n", SerialProtocol.Ikonvert)]
    [InlineData("17:33:21.107 R 19F51323 01 2F 30 70 00 2F 30 70\r\n", SerialProtocol.YachtDevicesRaw)]
    [InlineData("}\n{\"updates\":[]}\r\n", SerialProtocol.SignalK)]
    [InlineData("\u0010\u0002\u0093\u0003\u0001\u0002\u0003\u0064\u0010\u0003", SerialProtocol.ActisenseBinary)]
    [InlineData("\u00b5\u0062\u0005\u0001\u0002\u0000\u0006\u0001\u000f\u0038", SerialProtocol.UbloxBinary)]
    public void Feed_AnotherProtocol_IsNamed(string text, object expected)
    {
        var detector = new BaudDetector();

        Assert.Equal(BaudVerdict.Found, detector.Feed(Encoding.Latin1.GetBytes(text)));
        Assert.Equal(expected, detector.Protocol);
        Assert.DoesNotContain("Protocol", SerialProtocols.Describe(detector.Protocol!.Value), StringComparison.Ordinal);
    }

    private static BaudVerdict Listen(BaudDetector detector, FakePort port)
    {
        for (var i = 0; i < 2_000; i++)
        {
            var verdict = detector.Feed(port.Read(detector.Baud, 16));
            if (verdict == BaudVerdict.Found)
            {
                return verdict;
            }
        }

        return BaudVerdict.Listening;
    }

    /// <summary>A line that makes sense at one rate only: at others its bits fall into other bytes.</summary>
    private sealed class FakePort(int rate, string text)
    {
        private readonly Random _random = new(rate);
        private int _at;

        public byte[] Read(int baud, int count)
        {
            if (baud == rate)
            {
                var piece = new byte[count];
                for (var i = 0; i < count; i++)
                {
                    piece[i] = (byte)text[_at++ % text.Length];
                }

                return piece;
            }

            _at += count;
            var noise = new byte[count];
            _random.NextBytes(noise);
            return noise;
        }
    }
}

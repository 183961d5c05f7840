using System.Text;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SignalK.Nmea0183.Framing;

namespace SignalK.Nmea0183.Tests.Framing;

public sealed class LineFramerTests
{
    private const string Rmc = "$GPRMC,144326.00,A,5107.0017737,N,11402.3291611,W,0.080,323.3,210307,0.0,E,A*20";

    private static readonly string Hdt = Encoding.ASCII.GetString(Sentence.Of("HEHDT,274.07,T"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n\r\n")]
    public void Read_AnyLineEnd_ReportsEveryLineOnce(string end) => Assert.Equal([Rmc, Hdt], Lines(new LineFramer(), Rmc + end + Hdt + end));

    [Fact]
    public void Read_OneByteAtATime_ReportsTheSameLines()
    {
        var framer = new LineFramer();
        var lines = $"{Rmc}\r\n{Hdt}\r\n".SelectMany(c => Lines(framer, c.ToString())).ToList();
        Assert.Equal([Rmc, Hdt], lines);
    }

    [Fact]
    public void Read_GarbageBeforeASentence_IsCutOffAndCounted()
    {
        var framer = new LineFramer();
        Assert.Equal([Hdt], Lines(framer, "\0\u0001xyz" + Hdt + "\r\nnoise without a start\r\n"));
        Assert.Equal(5 + 21, framer.GarbageBytes);
    }

    [Fact]
    public void Read_SentenceTornByAnother_FindsTheWholeOne()
    {
        var framer = new LineFramer();
        Assert.Equal([Hdt], Lines(framer, Rmc[..30] + Hdt + "\r\n"));
        Assert.Equal(1, framer.Torn);
    }

    [Fact]
    public void Read_DollarInsideAGoodSentence_LeavesItWhole()
    {
        var text = Encoding.ASCII.GetString(Sentence.Of("GPTXT,01,01,02,costs 5$ a day"));
        Assert.Equal([text], Lines(new LineFramer(), text + "\n"));
    }

    [Fact]
    public void Read_TagBlock_StaysBeforeItsSentence() =>
        Assert.Equal([@"\s:gps,c:1438489697*00\" + Hdt], Lines(new LineFramer(), @"\s:gps,c:1438489697*00\" + Hdt + "\r\n"));

    [Fact]
    public void Read_OverLongLine_IsSkippedToItsEndAndCounted()
    {
        var framer = new LineFramer(100);
        Assert.Equal([Hdt], Lines(framer, "$" + new string('A', 250) + "\r\n" + Hdt + "\r\n"));
        Assert.Equal(1, framer.OverLong);
        Assert.Equal(251, framer.GarbageBytes);
    }

    [Fact]
    public void Read_NoiseWithoutEnd_TakesNoMemoryAndDelaysNothing()
    {
        var framer = new LineFramer(100);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Empty(Lines(framer, "ÿÿÿÿ"));
        }

        Assert.Equal([Hdt], Lines(framer, Hdt + "\r\n"));
    }

    [Fact]
    public void Reset_HalfALine_IsForgotten()
    {
        var framer = new LineFramer();
        Assert.Empty(Lines(framer, Rmc[..20]));
        framer.Reset();
        Assert.Equal([Hdt], Lines(framer, Hdt + "\r\n"));
    }

    [Property(MaxTest = 300)]
    public void Read_AnyBytesInAnyPieces_LinesAreTheSameAndBytesCounted(byte[] bytes, byte piece)
    {
        var (whole, pieces) = (new LineFramer(64), new LineFramer(64));
        var expected = Lines(whole, bytes);
        var size = 1 + (piece % 16);
        var actual = bytes.Chunk(size).SelectMany(chunk => Lines(pieces, chunk)).ToList();
        Assert.Equal(bytes.Length, pieces.Bytes);
        Assert.Equal(expected, actual);
    }

    private static List<string> Lines(LineFramer framer, string text) => Lines(framer, Encoding.Latin1.GetBytes(text));

    private static List<string> Lines(LineFramer framer, byte[] bytes)
    {
        var lines = new List<string>();
        var reader = framer.Read(bytes);
        while (reader.TryRead(out var line))
        {
            lines.Add(Encoding.Latin1.GetString(line));
        }

        return lines;
    }
}

using SignalK.Core.Model;
using Xunit.Abstractions;

namespace SignalK.Nmea0183.Tests;

/// <summary>The hot path: what a boat's instruments send, ten kinds of sentence.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 2_000;

    // A position (two numbers and an optional altitude) and the text of an instant are kept by the model; nothing else is new.
    private const int Position = 64;
    private const int Instant = 80;

    private static readonly (string Body, int Kept)[] s_mix =
    [
        ("GPRMC,120000.00,A,6000.0000,N,02400.0000,E,5.0,45.0,150126,7.1,E,A", Position + Instant),
        ("GPGGA,120000.00,6000.0000,N,02400.0000,E,1,09,1.1,3.5,M,45.7,M,,", Position),
        ("GPGLL,6000.0000,N,02400.0000,E,120000,A,A", Position),
        ("GPVTG,45.0,T,37.9,M,5.0,N,9.3,K,A", 0),
        ("HCHDG,98.3,1.5,E,12.6,W", 0),
        ("WIMWV,214.8,R,10.1,N,A", 0),
        ("WIMWD,10.1,T,10.1,M,12,N,6.2,M", 0),
        ("SDDPT,2.4,-0.5", 0),
        ("VWVHW,182.5,T,181.8,M,6.1,N,11.3,K", 0),
        ("YXMTW,17.75,C", 0),
    ];

    [Fact]
    public void Parse_NavigationMix_AllocatesOnlyWhatIsKept()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Label = "mix", Live = true }, TimeProvider.System);
        var lines = s_mix.Select(m => Sentence.Of(m.Body)).ToArray();
        var delta = new Delta();
        Run(parser, lines, delta, 50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(parser, lines, delta, Rounds);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var count = (double)Rounds * lines.Length;
        output.WriteLine($"{bytes / count:F1} B a sentence");
        Assert.True(bytes <= (long)Rounds * s_mix.Sum(m => m.Kept), $"{bytes / (double)Rounds} B a round");
        Assert.Equal((Rounds + 50) * lines.Length, parser.Counters[ParseResult.Delta]);
    }

    [Fact]
    public void Parse_SentencesWithoutObjects_AllocateNothing()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Label = "mix", Live = true }, TimeProvider.System);
        var lines = s_mix.Where(m => m.Kept == 0).Select(m => Sentence.Of(m.Body)).ToArray();
        var delta = new Delta();
        Run(parser, lines, delta, 50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(parser, lines, delta, Rounds);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(Nmea0183Parser parser, byte[][] lines, Delta delta, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            foreach (var line in lines)
            {
                parser.Parse(line, delta);
            }
        }
    }
}

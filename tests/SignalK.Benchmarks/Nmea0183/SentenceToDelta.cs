using BenchmarkDotNet.Attributes;
using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Benchmarks.Nmea0183;

/// <summary>One sentence to its delta; the figure is for one sentence of the mix.</summary>
[MemoryDiagnoser]
public class SentenceToDelta
{
    private readonly Nmea0183Parser _parser = new(new Nmea0183Options { Label = "bench", Live = true }, TimeProvider.System);
    private readonly Delta _delta = new();

    [Benchmark(OperationsPerInvoke = 10)]
    public int NavMix() => Parse(Sentences.Nav);

    [Benchmark(OperationsPerInvoke = 4)]
    public int AisMix() => Parse(Sentences.Ais);

    private int Parse(byte[][] lines)
    {
        var deltas = 0;
        foreach (var line in lines)
        {
            deltas += _parser.Parse(line, _delta) == ParseResult.Delta ? 1 : 0;
        }

        return deltas;
    }
}

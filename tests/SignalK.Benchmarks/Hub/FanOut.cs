using BenchmarkDotNet.Attributes;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Nmea0183;

namespace SignalK.Benchmarks.Hub;

/// <summary>One sentence through codec, hub and feed to so many readers of one shape, sockets left out.</summary>
[MemoryDiagnoser]
public class FanOut
{
    private readonly Core.Hub _hub = new(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999" });
    private readonly Nmea0183Parser _parser = new(new Nmea0183Options { Label = "bench", Live = true }, TimeProvider.System);
    private readonly Delta _delta = new();
    private readonly List<FeedReader> _readers = [];
    private readonly Ingress _ingress;

    public FanOut() => _ingress = _hub.RegisterIngress("bench", Principal.Server);

    [Params(1, 20, 100)]
    public int Readers { get; set; }

    [GlobalSetup]
    public void Subscribe()
    {
        Action wake = () => { };
        var shape = new FeedShape(FeedFraming.WebSocket, [FeedRule.All]);
        for (var i = 0; i < Readers; i++)
        {
            _readers.Add(_hub.OpenFeed(shape, wake));
        }
    }

    [Benchmark(OperationsPerInvoke = 10)]
    public long Deltas()
    {
        foreach (var line in Sentences.Nav)
        {
            if (_parser.Parse(line, _delta) == ParseResult.Delta)
            {
                _hub.Ingest(_ingress, _delta);
            }
        }

        long bytes = 0;
        foreach (var reader in _readers)
        {
            for (var data = reader.Peek(); !data.IsEmpty; data = reader.Peek())
            {
                bytes += data.Length;
                reader.Advance(data.Length);
            }
        }

        return bytes;
    }
}

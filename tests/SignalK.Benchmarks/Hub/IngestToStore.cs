using BenchmarkDotNet.Attributes;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Nmea0183;

namespace SignalK.Benchmarks.Hub;

/// <summary>One sentence through codec and hub into the model, with nobody listening.</summary>
[MemoryDiagnoser]
public class IngestToStore
{
    private readonly Core.Hub _hub = new(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999" });
    private readonly Nmea0183Parser _parser = new(new Nmea0183Options { Label = "bench", Live = true }, TimeProvider.System);
    private readonly Delta _delta = new();
    private readonly Ingress _ingress;

    public IngestToStore() => _ingress = _hub.RegisterIngress("bench", Principal.Server);

    [Benchmark(OperationsPerInvoke = 10)]
    public void NavMix()
    {
        foreach (var line in Sentences.Nav)
        {
            if (_parser.Parse(line, _delta) == ParseResult.Delta)
            {
                _hub.Ingest(_ingress, _delta);
            }
        }
    }
}

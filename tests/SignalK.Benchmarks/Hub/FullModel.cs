using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SignalK.Core;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Core.Store;
using SignalK.Nmea0183;

namespace SignalK.Benchmarks.Hub;

/// <summary>The own vessel's tree as JSON, and one leaf.</summary>
[MemoryDiagnoser]
public class FullModel
{
    private readonly Core.Hub _hub = new(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999" });
    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private PathEntry _leaf = null!;

    [GlobalSetup]
    public void Fill()
    {
        var parser = new Nmea0183Parser(new Nmea0183Options { Label = "bench", Live = true }, TimeProvider.System);
        var delta = new Delta();
        var ingress = _hub.RegisterIngress("bench", Principal.Server);
        foreach (var line in Sentences.Nav.Concat(Sentences.Ais))
        {
            if (parser.Parse(line, delta) == ParseResult.Delta)
            {
                _hub.Ingest(ingress, delta);
            }
        }

        _leaf = _hub.Store.Self.Root.Find("navigation")!.Find("position")!.Entry!;
    }

    [Benchmark]
    public int OwnVessel()
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, SkJson.WriterOptions);
        ModelWriter.WriteNode(writer, _hub.Store.Self.Root);
        return (int)writer.BytesPending;
    }

    [Benchmark]
    public int Leaf()
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, SkJson.WriterOptions);
        ModelWriter.WriteLeaf(writer, _leaf);
        return (int)writer.BytesPending;
    }
}

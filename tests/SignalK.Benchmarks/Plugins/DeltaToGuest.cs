using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Attributes;
using SignalK.Benchmarks.Wasm;
using SignalK.Plugins.Abi;
using SignalK.Wasm;

namespace SignalK.Benchmarks.Plugins;

/// <summary>A delta of 400 bytes handed to an AssemblyScript guest (runtime incremental), with fuel and deadline on.</summary>
[MemoryDiagnoser]
public class DeltaToGuest
{
    private static readonly byte[] s_delta = MakeDelta();

    private Guest _counter = null!;
    private Guest _emitter = null!;

    public static IEnumerable<string> EngineNames => Engines.Names;

    [ParamsSource(nameof(EngineNames))]
    public string Engine { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        using (var build = Process.Start(Repository.Of("tests/SignalK.Benchmarks/Plugins/Sources/build.sh")))
        {
            build.WaitForExit();
        }
        var engine = Engines.Select(Engine).Engine!;
        _counter = Load(engine, Repository.Of("artifacts/benchmark-plugins/counter.wasm"));
        _emitter = Load(engine, Repository.Of("artifacts/benchmark-plugins/emitter.wasm"));
    }

    [Benchmark]
    public GuestCall Counted() => Kept(_counter.HandleDelta(s_delta));

    [Benchmark]
    public GuestCall AnsweredWithADelta() => Kept(_emitter.HandleDelta(s_delta));

    private static GuestCall Kept(GuestCall call) => call.Returned ? call : throw new InvalidOperationException(call.ToString());

    private static Guest Load(IWasmEngine engine, string file)
    {
        if (!engine.TryLoad(File.ReadAllBytes(file), WasmLimits.Default, out var module, out var refusal))
        {
            throw new InvalidOperationException(refusal.ToString());
        }
        return Guest.TryCreate(module, new GuestOptions { Package = "benchmark" }, new SilentHost(), out var guest, out var fault)
            ? guest
            : throw new InvalidOperationException(fault);
    }

    private static byte[] MakeDelta()
    {
        const string Start = """{"context":"vessels.urn:mrn:imo:mmsi:366712345","updates":[{"source":{"label":"gps","type":"NMEA0183","talker":"GP","sentence":"RMC"},"$source":"gps.GP","timestamp":"2026-08-21T10:15:30.000Z","values":[{"path":"navigation.position","value":{"longitude":10.1394817,"latitude":54.3290213}},{"path":"navigation.speedOverGround","value":3.0865},{"path":"navigation.courseOverGroundTrue","value":1.9547}""";
        var text = Start + "]}]}";
        return Encoding.UTF8.GetBytes(text.PadRight(400));
    }
}

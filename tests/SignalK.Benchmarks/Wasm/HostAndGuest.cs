using BenchmarkDotNet.Attributes;
using SignalK.Wasm;

namespace SignalK.Benchmarks.Wasm;

/// <summary>Crossing between host and guest, with fuel and deadline on.</summary>
[MemoryDiagnoser]
public class HostAndGuest
{
    // (module (import "" "h" (func (param i32 i32) (result i32)))
    //   (func (export "add") (param i32 i32) (result i32) the sum)
    //   (func (export "loop") (param i32) calls h as often))
    private static readonly byte[] s_module =
    [
        0, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        1, 11, 2, 0x60, 2, 0x7F, 0x7F, 1, 0x7F, 0x60, 1, 0x7F, 0,
        2, 6, 1, 0, 1, (byte)'h', 0, 0,
        3, 3, 2, 0, 1,
        7, 14, 2, 3, (byte)'a', (byte)'d', (byte)'d', 0, 1, 4, (byte)'l', (byte)'o', (byte)'o', (byte)'p', 0, 2,
        10, 31, 2,
        7, 0, 0x20, 0, 0x20, 1, 0x6A, 0x0B,
        21, 0, 0x03, 0x40, 0x41, 1, 0x41, 2, 0x10, 0, 0x1A, 0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x0D, 0, 0x0B, 0x0B,
    ];

    private readonly WasmValue[] _result = new WasmValue[1];
    private WasmFunction _add = null!;
    private WasmFunction _loop = null!;

    public static IEnumerable<string> EngineNames => Engines.Names;

    [ParamsSource(nameof(EngineNames))]
    public string Engine { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var engine = Engines.Select(Engine).Engine!;
        if (!engine.TryLoad(s_module, WasmLimits.Default, out var module, out var refusal))
        {
            throw new InvalidOperationException(refusal.ToString());
        }
        var store = module.Engine.CreateStore(WasmLimits.Default);
        var instance = store.Instantiate(module, _ => new WasmHostFunction(static (_, arguments, results) =>
            results[0] = arguments[0].I32 + arguments[1].I32)).Instance!;
        _add = instance.GetFunction("add")!;
        _loop = instance.GetFunction("loop")!;
    }

    [Benchmark]
    public WasmOutcome HostToGuest() => _add.Call([40, 2], _result);

    [Benchmark(OperationsPerInvoke = 1000)]
    public WasmOutcome GuestToHost() => _loop.Call([1000], []);
}

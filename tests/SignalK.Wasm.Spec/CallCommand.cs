using System.Diagnostics;
using SignalK.Wasm.Managed;

namespace SignalK.Wasm.Spec;

/// <summary>Times the borders: host to guest, guest to host, and making an instance.</summary>
static class CallCommand
{
    const int Calls = 1_000_000, Instances = 2_000;

    // (import "e" "f" (func)) (func (export "n"))
    // (func (export "l") (param i32) (loop (call 0) (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    static readonly byte[] s_module =
    [
        0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 8, 2, 0x60, 0, 0, 0x60, 1, 0x7F, 0, 2, 7, 1, 1, (byte)'e', 1, (byte)'f', 0, 0,
        3, 3, 2, 0, 1, 7, 9, 2, 1, (byte)'n', 0, 1, 1, (byte)'l', 0, 2,
        10, 21, 2, 2, 0, 0x0B, 16, 0, 3, 0x40, 0x10, 0, 0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x0D, 0, 0x0B, 0x0B,
    ];

    public static int Run()
    {
        var limits = WasmLimits.Default with { Fuel = 1UL << 40, Instances = Instances + 1 };
        using var engine = new ManagedEngine();
        if (!engine.TryLoad(s_module, limits, out var module, out var refusal))
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }
        using var store = engine.CreateStore(limits);
        WasmHostFunction host = new(static (_, _, _) => { });
        var instance = store.Instantiate(module, _ => host).Instance!;
        var nothing = instance.GetFunction("n")!;
        var loop = instance.GetFunction("l")!;
        for (var round = 0; round < 3; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Calls; i++)
                nothing.Call([], []);
            var toGuest = Environment.CpuUsage.TotalTime - start;
            start = Environment.CpuUsage.TotalTime;
            loop.Call([Calls], []);
            var toHost = Environment.CpuUsage.TotalTime - start;
            Console.WriteLine($"host to guest {toGuest.TotalNanoseconds / Calls:F0} ns, guest to host {toHost.TotalNanoseconds / Calls:F0} ns");
        }
        var before = Environment.WorkingSet;
        var made = Stopwatch.GetTimestamp();
        for (var i = 0; i < Instances; i++)
            store.Instantiate(module, _ => host);
        var each = Stopwatch.GetElapsedTime(made) / Instances;
        Console.WriteLine($"instance {each.TotalMicroseconds:F1} us, {(Environment.WorkingSet - before) / Instances} bytes");
        return 0;
    }
}

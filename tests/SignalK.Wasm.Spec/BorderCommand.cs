using System.Globalization;

namespace SignalK.Wasm.Spec;

/// <summary>
/// What it costs to cross between host and guest and to make an instance, in processor time and allocated bytes, on every
/// engine. Publish with Native AOT for figures that mean something.
/// </summary>
static class BorderCommand
{
    const int Calls = 2_000_000, Instances = 2_000;

    // (module (import "" "h" (func (param i32 i32) (result i32))) (memory 1)
    //   (func (export "add") (param i32 i32) (result i32) the sum)
    //   (func (export "loop") (param i32) calls h as often))
    static readonly byte[] s_module =
    [
        0, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        1, 11, 2, 0x60, 2, 0x7F, 0x7F, 1, 0x7F, 0x60, 1, 0x7F, 0,
        2, 6, 1, 0, 1, (byte)'h', 0, 0,
        3, 3, 2, 0, 1,
        5, 3, 1, 0, 1,
        7, 14, 2, 3, (byte)'a', (byte)'d', (byte)'d', 0, 1, 4, (byte)'l', (byte)'o', (byte)'o', (byte)'p', 0, 2,
        10, 31, 2,
        7, 0, 0x20, 0, 0x20, 1, 0x6A, 0x0B,
        21, 0, 0x03, 0x40, 0x41, 1, 0x41, 2, 0x10, 0, 0x1A, 0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x0D, 0, 0x0B, 0x0B,
    ];

    /// <summary>A thousand functions.</summary>
    static byte[] TwentyKilobytes()
    {
        const int functions = 1_000, bodyBytes = 16;
        List<byte> module = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0];
        Section(module, 3, [.. Unsigned(functions), .. Enumerable.Repeat((byte)0, functions)]);
        Section(module, 5, [1, 0, 1]);
        byte[] body = [bodyBytes, 0, .. Enumerable.Range(0, (bodyBytes - 4) / 3).SelectMany(i => new byte[] { 0x41, (byte)i, 0x1A }), 1, 1, 0x0B];
        Section(module, 10, [.. Unsigned(functions), .. Enumerable.Repeat(body, functions).SelectMany(bytes => bytes)]);
        return [.. module];
    }

    public static int Run(ReadOnlySpan<string> args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: border");
            return 2;
        }
        foreach (var (name, create) in Engines.All(WasmEngineOptions.Default, null))
        {
            using var engine = create();
            if (engine is not null)
                Measure(name, engine);
        }
        return 0;
    }

    static void Measure(string name, IWasmEngine engine)
    {
        var limits = WasmLimits.Default with { Instances = int.MaxValue, Fuel = WasmLimits.UnlimitedFuel, Deadline = TimeSpan.FromMinutes(1) };
        using var store = engine.CreateStore(limits);
        var instance = store.Instantiate(Load(engine, s_module), _ => new WasmHostFunction(static (_, arguments, results) =>
            results[0] = arguments[0].I32 + arguments[1].I32)).Instance!;
        var (add, loop) = (instance.GetFunction("add")!, instance.GetFunction("loop")!);
        var sum = new WasmValue[1];
        Report(name, "host to guest", Calls, () =>
        {
            for (var i = 0; i < Calls; i++)
                add.Call([i, 2], sum);
        });
        Report(name, "guest to host", Calls, () => loop.Call([Calls], []));
        var module = Load(engine, TwentyKilobytes());
        Report(name, $"store and instance of {module.Info.Size} bytes", Instances, () =>
        {
            for (var i = 0; i < Instances; i++)
            {
                using var other = engine.CreateStore(limits);
                if (!other.Instantiate(module).Succeeded)
                    throw new InvalidOperationException("the instance was not made");
            }
        });
    }

    static void Report(string engine, string what, int operations, Action action)
    {
        action();
        var (best, bytes) = (double.MaxValue, long.MaxValue);
        for (var round = 0; round < 5; round++)
        {
            var (time, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            action();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - time).TotalNanoseconds / operations);
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - allocated) / operations);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine,-10} {what,-32} {best,10:F1} ns {bytes,8} B"));
    }

    static IWasmModule Load(IWasmEngine engine, byte[] wasm) =>
        engine.TryLoad(wasm, WasmLimits.Default, out var module, out var refusal)
            ? module
            : throw new InvalidOperationException(refusal.ToString());

    static void Section(List<byte> module, byte id, byte[] content)
    {
        module.Add(id);
        module.AddRange(Unsigned((uint)content.Length));
        module.AddRange(content);
    }

    static byte[] Unsigned(uint value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}

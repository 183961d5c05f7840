using System.Globalization;

namespace SignalK.Wasm.Spec;

/// <summary>
/// Times the kernels of <c>../shared/bench/wasm</c> and checks what they return and burn. Publish with Native AOT for figures
/// that mean something.
/// </summary>
static class KernelCommand
{
    // Processor time, so that a busy machine counts less.
    readonly record struct Kernel(string Name, int Work, uint Checksum, ulong Fuel, double V8);

    // V8's milliseconds as its README has them; the ratio is only as good as the two machines are alike.
    static readonly Kernel[] s_kernels =
    [
        new("fib", 32, 2178309, 77540705, 5.7),
        new("sieve", 10, 82025, 372503945, 10.2),
        new("sha256", 2048, 3270176814, 291022890, 7.6),
        new("matmul", 40, 2160919655, 470747863, 12.7),
        new("json", 50000, 1632687104, 402700005, 8.4),
        new("indirect", 20000000, 2251489824, 985000066, 83.6),
        new("bytes", 300, 218016854, 276591011, 9.5),
    ];

    public static int Run(ReadOnlySpan<string> args)
    {
        var file = Path.Combine("..", "shared", "bench", "wasm", "kernels.wasm");
        string? only = null;
        var rounds = 5;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--file": file = args[++i]; break;
                case "--kernel": only = args[++i]; break;
                case "--rounds": rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                default:
                    Console.Error.WriteLine("usage: kernels [--file KERNELS.wasm] [--kernel NAME] [--rounds N]");
                    return 2;
            }
        }
        var limits = WasmLimits.Default with { Fuel = ulong.MaxValue - 1, Deadline = TimeSpan.FromMinutes(5) };
        using var engine = new Managed.ManagedEngine();
        if (!engine.TryLoad(File.ReadAllBytes(file), limits, out var module, out var refusal))
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }
        var wrong = 0;
        double logarithms = 0;
        var run = 0;
        foreach (var kernel in s_kernels.Where(kernel => only is null || kernel.Name == only))
        {
            var best = Measure(engine, module, limits, kernel, rounds, ref wrong);
            logarithms += Math.Log(best / kernel.V8);
            run++;
            Console.WriteLine($"{kernel.Name,-10} {best,9:F2} ms  {best / kernel.V8,6:F2} x V8  {kernel.Fuel / best / 1e6,6:F2} G/s");
        }
        Console.WriteLine($"geometric mean {Math.Exp(logarithms / run):F2} x V8");
        return wrong == 0 ? 0 : 1;
    }

    static double Measure(IWasmEngine engine, IWasmModule module, WasmLimits limits, Kernel kernel, int rounds, ref int wrong)
    {
        var best = double.MaxValue;
        Span<WasmValue> result = stackalloc WasmValue[1];
        for (var round = 0; round < rounds; round++)
        {
            using var store = engine.CreateStore(limits);
            var function = store.Instantiate(module).Instance!.GetFunction(kernel.Name)!;
            function.Call([1], result);
            var start = Environment.CpuUsage.TotalTime;
            var outcome = function.Call([kernel.Work], result);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            if (outcome.Returned && result[0].U32 == kernel.Checksum && outcome.FuelUsed == kernel.Fuel)
                continue;
            wrong++;
            Console.WriteLine($"{kernel.Name}: {outcome}, {result[0].U32} (expected {kernel.Checksum}), fuel {outcome.FuelUsed} (expected {kernel.Fuel})");
        }
        return best;
    }
}

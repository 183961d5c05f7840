using System.Globalization;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Spec;

/// <summary>
/// Times the kernels of <c>../shared/bench/wasm</c> and checks what they return and burn. Publish with Native AOT for figures
/// that mean something.
/// </summary>
static class KernelCommand
{
    readonly record struct Kernel(string Name, int Work, uint Checksum, ulong Fuel, double V8);

    // V8's milliseconds as its README has them, for machines without Node.
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
        string? only = null, wanted = null;
        var rounds = 5;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--file" when i + 1 < args.Length: file = args[++i]; break;
                case "--kernel" when i + 1 < args.Length: only = args[++i]; break;
                case "--engine" when i + 1 < args.Length: wanted = args[++i]; break;
                case "--rounds" when i + 1 < args.Length: rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                default:
                    Console.Error.WriteLine("usage: kernels [--file KERNELS.wasm] [--kernel NAME] [--engine NAME] [--rounds N]");
                    return 2;
            }
        }
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"kernels not run: there is no {file}");
            return 0;
        }
        var kernels = s_kernels.Where(kernel => only is null || kernel.Name == only).ToArray();
        var beside = new KernelPeers(file);
        var v8 = kernels.Select(kernel => beside.V8(kernel.Name, kernel.Work)).ToArray();
        if (v8.Any(ms => ms is null))
        {
            Console.WriteLine("no Node here: ratios are to V8's figures in the kernels' README");
            v8 = [.. kernels.Select(kernel => (double?)kernel.V8)];
        }
        else
        {
            Print("V8", kernels, [.. v8.Select(ms => ms!.Value)], v8);
        }
        if (kernels.Select(kernel => beside.Native(kernel.Name, kernel.Work)).ToArray() is var native && native.All(ms => ms is not null))
            Print("native C", kernels, [.. native.Select(ms => ms!.Value)], v8);
        var wrong = 0;
        foreach (var (name, create) in Engines.All(new WasmEngineOptions(), library: null))
        {
            if (wanted is not null && wanted != name)
                continue;
            using var engine = create();
            if (engine is not null)
                wrong += RunEngine(name, engine, file, kernels, v8, rounds);
        }
        return wrong == 0 ? 0 : 1;
    }

    static int RunEngine(string name, IWasmEngine engine, string file, Kernel[] kernels, double?[] v8, int rounds)
    {
        var limits = WasmLimits.Default with { Fuel = ulong.MaxValue - 1, Deadline = TimeSpan.FromMinutes(5) };
        if (!engine.TryLoad(File.ReadAllBytes(file), limits, out var module, out var refusal))
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }
        var wrong = 0;
        using var host = engine is WasmtimeEngine { Origin: var library } ? KernelHost.TryCompile(library) : null;
        var ours = new double[kernels.Length];
        var theirs = new double[kernels.Length];
        for (var i = 0; i < kernels.Length; i++)
        {
            // On both sides of ours: the machine has other work, and not the same all the time.
            theirs[i] = MeasureHost(host, file, kernels[i], rounds - rounds / 2, ref wrong);
            ours[i] = Measure(engine, module, limits, kernels[i], rounds, ref wrong);
            theirs[i] = Math.Min(theirs[i], MeasureHost(host, file, kernels[i], rounds / 2, ref wrong));
        }
        Print(name, kernels, ours, v8);
        if (host is null)
            return wrong;
        Print("C host", kernels, theirs, v8);
        var ratios = ours.Select((ms, i) => ms / theirs[i]).ToArray();
        var figures = kernels.Select((kernel, i) => $"{kernel.Name} x{ratios[i]:F2}");
        Console.WriteLine($"{name} of the C host: {string.Join("  ", figures)}  geometric mean x{Math.Exp(ratios.Average(Math.Log)):F2}");
        return wrong;
    }

    static void Print(string name, Kernel[] kernels, double[] milliseconds, double?[] v8)
    {
        var figures = kernels.Select((kernel, i) => $"{kernel.Name} {milliseconds[i]:F1} ms (x{milliseconds[i] / v8[i]!.Value:F1})");
        var mean = Math.Exp(milliseconds.Select((ms, i) => Math.Log(ms / v8[i]!.Value)).Average());
        Console.WriteLine($"{name,-9} {string.Join("  ", figures)}  geometric mean x{mean:F2} of V8");
    }

    static double MeasureHost(KernelHost? host, string file, Kernel kernel, int rounds, ref int wrong)
    {
        if (host is null || rounds == 0)
            return double.MaxValue;
        if (host.Measure(file, kernel.Name, kernel.Work, rounds) is { } measured && measured.Checksum == kernel.Checksum && measured.Fuel == kernel.Fuel)
            return measured.Milliseconds;
        wrong++;
        Console.WriteLine($"{kernel.Name}: the C host has another checksum or fuel");
        return double.MaxValue;
    }

    // Processor time, so that a busy machine counts less.
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

using System.Diagnostics;

namespace SignalK.Wasm.Spec;

/// <summary>Runs the official suite, or another of its form, under each engine.</summary>
static class SuiteCommand
{
    /// <summary>0 when nothing failed, 1 when something did, 2 for wrong use.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        string? suite = null, only = null, library = null;
        var official = Path.Combine("..", "shared", "wasm-testsuite");
        var verbose = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--engine": only = args[++i]; break;
                case "--suite": suite = args[++i]; break;
                case "--official": official = args[++i]; break;
                case "--library": library = args[++i]; break;
                case "--verbose": verbose = true; break;
                default:
                    Console.Error.WriteLine(
                        "usage: spec [--engine managed|wasmtime] [--library LIBWASMTIME] [--suite DIR|FILE.tar.gz] [--official DIR] [--verbose]");
                    return 2;
            }
        }

        var files = SuiteFiles.Open(suite ?? Path.Combine(official, "testsuite.tar.gz"));
        var tiers = suite is null ? Tiers.Read(official) : Tiers.None;
        var options = new WasmEngineOptions { MemoryBytes = 4L << 30 };
        var failed = 0;
        foreach (var (name, create) in Engines.All(options, library))
        {
            if (only is not null && only != name)
                continue;
            var watch = Stopwatch.StartNew();
            using var engine = create();
            if (engine is null)
                continue;
            var tally = SuiteRunner.Run(engine, files, tiers);
            foreach (var failure in tally.Failures.Take(verbose ? int.MaxValue : 20))
                Console.Error.WriteLine($"{name} {failure}");
            foreach (var tier in tally.Tiers)
                Console.WriteLine($"{name} {tier} passed: {tally.Passed(tier)} failed: {tally.Failed(tier)} skipped: {tally.Skipped(tier)}");
            Console.Error.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:F1} s");
            failed += tally.TotalFailed;
        }
        return failed > 0 ? 1 : 0;
    }
}

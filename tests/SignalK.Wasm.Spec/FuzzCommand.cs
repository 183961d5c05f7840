using System.Diagnostics;
using System.Globalization;
using SignalK.Wasm.Managed;

namespace SignalK.Wasm.Spec;

/// <summary>Mutates the modules of the official suite and feeds them to the decoder; what it lets through is instantiated and run.</summary>
static class FuzzCommand
{
    public static int Run(ReadOnlySpan<string> args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var suite = args.Length > 2 ? args[2] : Path.Combine("..", "shared", "wasm-testsuite", "testsuite.tar.gz");
        var watch = Stopwatch.StartNew();
        var mutator = new ModuleMutator(SuiteFiles.Open(suite), seed);
        var (accepted, slowest) = (0, TimeSpan.Zero);
        using var engine = new ManagedEngine();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (ModuleMutator.Try(engine, mutator.Next()))
                accepted++;
            var elapsed = Stopwatch.GetElapsedTime(start);
            slowest = elapsed > slowest ? elapsed : slowest;
        }
        Console.WriteLine(
            $"{count} mutated modules, seed {seed}: {accepted} valid, slowest {slowest.TotalMilliseconds:F0} ms, " +
            $"{watch.Elapsed.TotalSeconds:F0} s, peak {Environment.WorkingSet >> 20} MB");
        return 0;
    }
}

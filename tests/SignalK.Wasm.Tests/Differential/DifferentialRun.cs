using System.Globalization;

namespace SignalK.Wasm.Tests.Differential;

/// <summary>The long run, from the command line: <c>differential COUNT [SEED]</c>.</summary>
static class DifferentialRun
{
    static readonly WasmEngineOptions Deterministic = WasmEngineOptions.Default with { Deterministic = true, MemoryBytes = 1 << 26 };

    public static Comparison Create(string first, string second) =>
        new(Engines.Get(first, Deterministic), Engines.Get(second, Deterministic));

    public static int Run(string[] arguments)
    {
        var count = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var (first, second) = arguments is [_, _, var a, var b] ? (a, b) : (Engines.Managed, Engines.Wasmtime48);
        var comparison = Create(first, second);
        var failures = 0;
        for (var i = 0; i < count; i++)
        {
            if (comparison.Run(seed + i) is { } difference)
            {
                failures++;
                Console.WriteLine(difference);
            }
            if ((i + 1) % 10_000 == 0)
                Console.Error.WriteLine($"{i + 1} modules, {comparison.Calls} calls, {failures} differ");
        }
        Console.WriteLine(
            $"{first} against {second}: {count} modules, {comparison.Calls} calls, {comparison.Returned} returned, "
            + $"{comparison.AtTheLimit} ended at a limit, {failures} differ");
        return failures == 0 ? 0 : 1;
    }
}

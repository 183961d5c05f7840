using System.Text.Json;
using BenchmarkDotNet.Reports;

namespace SignalK.Benchmarks;

/// <summary>Bytes that an operation may allocate, checked in as data: time is noise on a shared machine, bytes are not.</summary>
internal static class AllocationBudgets
{
    public static bool Check(IEnumerable<Summary> summaries)
    {
        using var stream = typeof(AllocationBudgets).Assembly.GetManifestResourceStream("budgets.json")!;
        var budgets = JsonSerializer.Deserialize<Dictionary<string, long>>(stream)!;
        var kept = true;
        foreach (var report in summaries.SelectMany(s => s.Reports))
        {
            var benchmark = report.BenchmarkCase;
            var arguments = string.Join(',', benchmark.Parameters.Items.Select(p => p.Value));
            var name = $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}{(arguments.Length > 0 ? $"({arguments})" : "")}";
            if (!budgets.TryGetValue(name, out var budget) || report.GcStats.GetBytesAllocatedPerOperation(benchmark) is not { } bytes)
            {
                continue;
            }

            Console.WriteLine($"{(bytes <= budget ? "kept" : "OVER")}  {name}: {bytes} B of {budget} B");
            kept &= bytes <= budget;
        }

        return kept;
    }
}

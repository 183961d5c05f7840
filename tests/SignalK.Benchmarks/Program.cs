using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SignalK.Benchmarks;

// In this process: the measured code is a library, and a build for each benchmark would take longer than its run.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary)
    .HideColumns(Column.Error, Column.StdDev, Column.Median, Column.RatioSD)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "signalk-benchmarks"));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(AllocationBudgets).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
return AllocationBudgets.Check(summaries) ? 0 : 1;

using System.Globalization;
using System.Text.Json.Nodes;
using SignalK.TestKit.Plugins;

namespace SignalK.LoadGenerator;

/// <summary>
/// What plugins that do their worst cost everybody else: runs with and without them in turn, on the same server, with the same
/// thousand sentences a second and the same well-behaved plugin.
/// </summary>
internal static class TortureSuite
{
    public const double MostTimes = 1.2;
    public const double MostMoreMs = 2;

    private const string Usage = "skload torture [--secs S] [--runs N] COMMAND     COMMAND as for skload suite";
    private const string Marked = "environment.depth.belowTransducer";

    // Settings' own default; the memory that each of them may have.
    private const double MemoryCapMB = 16;

    public static async Task<int> RunAsync(string[] args)
    {
        var (seconds, runs, command) = (8.0, 5, "");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--secs" when i + 1 < args.Length:
                    seconds = double.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--runs" when i + 1 < args.Length:
                    runs = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                default:
                    command = args[i];
                    break;
            }
        }

        if (command.Length == 0)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        await using var silent = new SilentServer();
        HandPlugin[] tortures = [.. TorturePlugins.All, TorturePlugins.HangingFetch(silent.Url), TorturePlugins.FetchFlood(silent.Url)];
        List<JsonObject> without = [], with = [];
        for (var run = 0; run < runs; run++)
        {
            without.Add(await OneAsync(command, seconds, []));
            Print("without", without[^1]);
            with.Add(await OneAsync(command, seconds, tortures));
            Print("with", with[^1]);
        }

        return Judge(without, with, tortures.Length);
    }

    private static async Task<JsonObject> OneAsync(string command, double seconds, HandPlugin[] tortures)
    {
        await using var server = await ServerProcess.StartAsync(command, directory =>
        {
            TorturePlugins.WitnessOf(Marked).InstallInto(directory);
            foreach (var torture in tortures)
            {
                torture.InstallInto(directory);
            }
        });
        await using var tormentor = new Tormentor(server.Url, [.. tortures.Select(t => t.Name)]);
        await tormentor.UntilRunningAsync("witness");
        tormentor.Start();
        var result = await LoadRun.RunAsync(new LoadOptions { Url = server.Url, FeedPort = server.NmeaPort, Seconds = seconds, Pid = server.Pid });
        var witness = await tormentor.StatisticsAsync("witness");
        foreach (var name in (string[])["state", "deltasIn", "deltasOut", "deltasDropped", "deltasRefused", "crashes"])
        {
            result[$"witness.{name}"] = witness[name]?.DeepClone();
        }

        result["tortureCrashes"] = await tormentor.CrashesAsync();
        return result;
    }

    private static int Judge(List<JsonObject> without, List<JsonObject> with, int tortures)
    {
        var (calm, tortured) = (Median(without, "p99Ms"), Median(with, "p99Ms"));
        var ratio = tortured / calm;
        var isFast = ratio <= MostTimes || tortured - calm <= MostMoreMs;
        var lost = with.Concat(without).Sum(r => Number(r, "lost"));
        var room = Median(without, "peakMB") + (tortures * MemoryCapMB);
        var peak = with.Max(r => Number(r, "peakMB"));
        // On a machine that is busy with other things the witness is late by itself, and then over its rate.
        var noticed = Noticed(with) - Noticed(without);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            torture: {tortures} plugins that do their worst, {with.Count} runs with and without in turn, {Median(with, "tortureCrashes"):0} crashes a run
              p99 of other traffic, median   {calm:0.000} ms without, {tortured:0.000} ms with: x{ratio:0.00}  {Verdict(isFast)} (x{MostTimes} or {MostMoreMs} ms more, whichever is more)
              markers lost                   {lost:0}  {Verdict(lost == 0)}
              the other plugin               {noticed:0} more deltas dropped or refused, or crashes, than without  {Verdict(noticed <= 0)}
              resident memory, at most       {peak:0} MB of {room:0} MB (without, and the cap of each)  {Verdict(peak <= room)}
            """));
        return isFast && lost == 0 && noticed <= 0 && peak <= room ? 0 : 1;
    }

    private static double Noticed(List<JsonObject> runs) =>
        runs.Sum(r => Number(r, "witness.deltasDropped") + Number(r, "witness.deltasRefused") + Number(r, "witness.crashes"));

    private static string Verdict(bool holds) => holds ? "ok" : "NOT MET";

    private static void Print(string name, JsonObject result)
    {
        string[] columns = ["sentPerS", "lost", "p50Ms", "p99Ms", "maxMs", "serverCpuPct", "rssMB", "peakMB", "witness.deltasIn", "witness.deltasDropped", "witness.deltasRefused", "tortureCrashes"];
        Console.WriteLine($"{name,-10} {string.Join("  ", columns.Select(c => $"{c} {result[c]?.ToJsonString() ?? "-"}"))}");
    }

    private static double Median(List<JsonObject> results, string column)
    {
        double[] sorted = [.. results.Select(r => Number(r, column)).Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Number(JsonObject result, string column) =>
        result[column] is { } node ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : 0;
}

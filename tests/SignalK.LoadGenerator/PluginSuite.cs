using System.Globalization;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>
/// What plugins cost: the same WebAssembly plugin many times over on one or more servers, in one run. A delta's cost for one plugin
/// is the processor time that fifty of them add, divided.
/// </summary>
internal static class PluginSuite
{
    private const string Usage = """
        skload plugins [--secs S] [--count N] [--rate R] --idle PACKAGE --busy PACKAGE NAME=COMMAND [NAME=COMMAND ...]

        PACKAGE is the directory of a WebAssembly plugin: the idle one takes no deltas, the busy one counts them.
        COMMAND starts a server on loopback; {http}, {nmea}, {tcp} and {dir} in it stand for free ports and a directory.
        The first server is ours: ratios are of the others to it.
        """;

    private sealed record Setting(double Seconds, int Count, double Rate, string Idle, string Busy, List<(string Name, string Command)> Servers);

    public static async Task<int> RunAsync(string[] args)
    {
        if (Parse(args) is not { } setting)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var rows = new Dictionary<(string Server, string Row), JsonObject>();
        foreach (var (name, command) in setting.Servers)
        {
            foreach (var (row, package, count) in new[] { ("no plugins", setting.Idle, 0), ($"{setting.Count} idle", setting.Idle, setting.Count), ($"{setting.Count} busy", setting.Busy, setting.Count) })
            {
                rows[(name, row)] = await MeasureAsync(setting, command, package, count);
                Console.WriteLine($"{name,-10} {row,-12} {string.Join("  ", rows[(name, row)].Select(p => $"{p.Key} {p.Value?.ToJsonString()}"))}");
            }
        }

        foreach (var (name, _) in setting.Servers)
        {
            var (none, idle, busy) = (rows[(name, "no plugins")], rows[(name, $"{setting.Count} idle")], rows[(name, $"{setting.Count} busy")]);
            var perDelta = (Number(busy, "cpuUsPerSentence") - Number(none, "cpuUsPerSentence")) / setting.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-10} a delta costs {perDelta:0.0} us a plugin; {setting.Count} idle plugins {Number(idle, "idleRssMB") - Number(none, "idleRssMB"):0.0} MB and {Number(idle, "readyMs") - Number(none, "readyMs"):0} ms"));
        }

        return 0;
    }

    private static async Task<JsonObject> MeasureAsync(Setting setting, string command, string package, int count)
    {
        await using var server = await ServerProcess.StartAsync(command, directory => Lay(directory, package, count));
        var ready = server.ReadyMilliseconds + await UntilRunningAsync(server.Url, count);
        await Task.Delay(2000);
        var idle = ProcessSample.Take(server.Pid)!.Value.RssMegabytes;
        var load = await LoadRun.RunAsync(new LoadOptions
        {
            Url = server.Url,
            FeedPort = server.NmeaPort,
            Rate = setting.Rate,
            Seconds = setting.Seconds,
            Pid = server.Pid,
        });
        return new JsonObject
        {
            ["readyMs"] = Math.Round(ready),
            ["idleRssMB"] = Math.Round(idle, 1),
            ["rssMB"] = load["rssMB"]?.DeepClone(),
            ["cpuUsPerSentence"] = load["cpuUsPerSentence"]?.DeepClone(),
            ["p99Ms"] = load["p99Ms"]?.DeepClone(),
            ["lost"] = load["lost"]?.DeepClone(),
        };
    }

    /// <summary>Copies of a package under names of their own, each enabled.</summary>
    private static void Lay(string directory, string package, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var target = Path.Combine(directory, "node_modules", $"bench-{i}");
            Directory.CreateDirectory(target);
            File.Copy(Path.Combine(package, "plugin.wasm"), Path.Combine(target, "plugin.wasm"));
            var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "package.json")))!.AsObject();
            manifest["name"] = $"bench-{i}";
            File.WriteAllText(Path.Combine(target, "package.json"), manifest.ToJsonString());
            Directory.CreateDirectory(Path.Combine(directory, "plugin-config-data"));
            File.WriteAllText(Path.Combine(directory, "plugin-config-data", $"bench-{i}.json"), """{"configuration":{},"enabled":true}""");
        }
    }

    private static async Task<double> UntilRunningAsync(Uri url, int count)
    {
        using var http = new HttpClient { BaseAddress = url };
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds < 60)
        {
            var plugins = JsonNode.Parse(await http.GetStringAsync("/skServer/plugins"))!.AsArray();
            if (plugins.Count(p => p!["packageName"]!.GetValue<string>().StartsWith("bench-") && p["state"]?.GetValue<string>() == "running") >= count)
            {
                return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"not all of {count} plugins ran within a minute");
    }

    private static Setting? Parse(string[] args)
    {
        var setting = new Setting(8, 50, 200, "", "", []);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--") && i + 1 < args.Length)
            {
                var value = args[++i];
                setting = args[i - 1] switch
                {
                    "--secs" => setting with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                    "--count" => setting with { Count = int.Parse(value, CultureInfo.InvariantCulture) },
                    "--rate" => setting with { Rate = double.Parse(value, CultureInfo.InvariantCulture) },
                    "--idle" => setting with { Idle = value },
                    "--busy" => setting with { Busy = value },
                    _ => setting,
                };
            }
            else if (args[i].IndexOf('=') is > 0 and var at)
            {
                setting.Servers.Add((args[i][..at], args[i][(at + 1)..]));
            }
        }

        return setting is { Idle: "" } or { Busy: "" } or { Servers.Count: 0 } ? null : setting;
    }

    private static double Number(JsonObject row, string name) => double.Parse(row[name]!.ToJsonString(), CultureInfo.InvariantCulture);
}

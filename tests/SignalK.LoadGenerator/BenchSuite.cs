using System.Globalization;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>
/// The same loads on one or more servers in turn, in one run: absolute times are noise on a shared machine, ratios are not.
/// </summary>
internal static class BenchSuite
{
    private const string Usage = """
        skload suite [--secs S] [--max-clients N] NAME=COMMAND [NAME=COMMAND ...]

        COMMAND starts a server on loopback; {http}, {nmea}, {tcp} and {dir} in it stand for free ports and an empty directory.
        The first server is ours: ratios are of the others to it.
        """;

    private static readonly Scenario[] s_scenarios =
    [
        new("1000/s, 1 client", 1000, 0),
        new("20000/s, 1 client", 20_000, 0),
        new("most, 1 client", null, 0),
        new("most, 1 client, AIS", null, 0, "ais"),
        new("1000/s, 20 clients", 1000, 19),
        new("1000/s, 100 clients", 1000, 99),
        new("2000/s, 100 clients", 2000, 99),
    ];

    private static readonly string[] s_columns = ["sentPerS", "lost", "p50Ms", "p99Ms", "cpuUsPerSentence", "cpuUsPerDelivered", "clientsBehind", "rssMB"];

    private sealed record Scenario(string Name, double? Rate, int Clients, string Mix = "nav");

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = 8.0;
        var maxClients = int.MaxValue;
        var servers = new List<(string Name, string Command)>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--secs" && i + 1 < args.Length)
            {
                seconds = double.Parse(args[++i], CultureInfo.InvariantCulture);
            }
            else if (args[i] == "--max-clients" && i + 1 < args.Length)
            {
                maxClients = int.Parse(args[++i], CultureInfo.InvariantCulture);
            }
            else if (args[i].IndexOf('=') is > 0 and var at)
            {
                servers.Add((args[i][..at], args[i][(at + 1)..]));
            }
            else
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }
        }

        if (servers.Count == 0)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var results = new Dictionary<(string Server, string Row), JsonObject>();
        foreach (var (name, command) in servers)
        {
            results[(name, "start")] = await ServerProcess.ColdStartAsync(command, runs: 5);
            Print(name, "start", results[(name, "start")]);
            foreach (var scenario in s_scenarios.Where(s => s.Clients < maxClients))
            {
                await using var server = await ServerProcess.StartAsync(command);
                var result = await LoadRun.RunAsync(new LoadOptions
                {
                    Url = server.Url,
                    FeedPort = server.NmeaPort,
                    Rate = scenario.Rate,
                    Clients = scenario.Clients,
                    Mix = scenario.Mix,
                    Seconds = seconds,
                    Pid = server.Pid,
                    Label = scenario.Name,
                });
                results[(name, scenario.Name)] = result;
                Print(name, scenario.Name, result);
            }

            results[(name, "REST")] = await RestRun.RunAsync(command, seconds);
            Print(name, "REST", results[(name, "REST")]);
        }

        PrintRatios(servers, results);
        return 0;
    }

    private static void Print(string server, string row, JsonObject result)
    {
        var shown = row is "start" or "REST" ? result.Select(p => p.Key) : s_columns;
        Console.WriteLine($"{server,-10} {row,-22} {string.Join("  ", shown.Select(c => $"{c} {result[c]?.ToJsonString() ?? "-"}"))}");
    }

    private static void PrintRatios(List<(string Name, string Command)> servers, Dictionary<(string Server, string Row), JsonObject> results)
    {
        foreach (var (name, _) in servers.Skip(1))
        {
            Console.WriteLine($"\n{name} / {servers[0].Name}:");
            foreach (var ((server, row), ours) in results.Where(r => r.Key.Server == servers[0].Name))
            {
                if (!results.TryGetValue((name, row), out var theirs))
                {
                    continue;
                }

                var ratios = ours
                    .Where(p => p.Value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && theirs[p.Key]?.GetValueKind() == System.Text.Json.JsonValueKind.Number)
                    .Select(p => (p.Key, Ours: Number(p.Value!), Theirs: Number(theirs[p.Key]!)))
                    .Where(p => p.Ours > 0 && (s_columns.Contains(p.Key) || row is "start" or "REST"))
                    .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} x{p.Theirs / p.Ours:0.00}"));
                Console.WriteLine($"  {row,-22} {string.Join("  ", ratios)}");
            }
        }
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}

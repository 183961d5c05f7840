using System.Diagnostics;
using System.Globalization;
using SignalK.Fuzz;
using SignalK.Fuzz.Targets;

// usage: SignalK.Fuzz TARGET|all [MINUTES] [SEED]
IFuzzTarget[] targets =
[
    new FramingTarget(), new SentenceTarget(), new AisTarget(), new DeltaTarget(), new SubscribeTarget(), new WebSocketTarget(),
];
var wanted = args.Length > 0 ? args[0] : "all";
var chosen = targets.Where(t => wanted == "all" || t.Name == wanted).ToArray();
var minutes = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount;
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"no target '{wanted}'; there are: all, {string.Join(", ", targets.Select(t => t.Name))}");
    return 2;
}

var failures = 0;
foreach (var target in chosen)
{
    var mutator = new Mutator(target.Seeds, new Random(seed));
    var budget = TimeSpan.FromMinutes(minutes) / chosen.Length;
    var watch = Stopwatch.StartNew();
    var executions = 0L;
    while (watch.Elapsed < budget)
    {
        var input = mutator.Next();
        executions++;
        try
        {
            target.Run(input);
        }
        catch (Exception e)
        {
            failures++;
            Console.WriteLine($"{target.Name}: {Convert.ToHexString(input)}\n{e}");
            if (failures >= 10)
            {
                return 1;
            }
        }
    }

    Console.WriteLine($"{target.Name}: {executions} executions in {watch.Elapsed.TotalSeconds:F0} s, seed {seed}");
}

Console.WriteLine(failures == 0 ? "no failures" : $"{failures} failures");
return failures == 0 ? 0 : 1;

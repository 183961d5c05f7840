using System.Globalization;

namespace SignalK.LoadGenerator;

/// <summary>What to put on the server and what to watch.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        skload: feeds NMEA 0183 into a Signal K server and times the deltas that come out of its WebSocket stream.

          --url URL          server                                        (http://127.0.0.1:3000)
          --feed HOST:PORT   its NMEA 0183 TCP input                       (127.0.0.1:10110)
          --rate N|max       sentences per second; max = closed loop       (1000)
          --window N         closed loop: sentences under way              (2000)
          --secs S           measured seconds                              (8)
          --warmup S         before that                                   (2)
          --clients N        further WebSocket clients, which only count   (0)
          --mix nav|ais      the sentences between the markers             (nav)
          --marker-every N   every Nth sentence carries its number         (10)
          --pid PID          the server: CPU and memory from /proc
          --label TEXT       repeated in the result

        Every marker is a depth whose value is its number: the delta that carries it back tells the time it took.
        Prints one line of JSON.
        """;

    public Uri Url { get; init; } = new("http://127.0.0.1:3000");

    public string FeedHost { get; init; } = "127.0.0.1";

    public int FeedPort { get; init; } = 10110;

    /// <summary>Null is the closed loop.</summary>
    public double? Rate { get; init; } = 1000;

    public int Window { get; init; } = 2000;

    public double Seconds { get; init; } = 8;

    public double Warmup { get; init; } = 2;

    public int Clients { get; init; }

    public string Mix { get; init; } = "nav";

    public int MarkerEvery { get; init; } = 10;

    public int? Pid { get; init; }

    public string Label { get; init; } = "";

    public static LoadOptions? Parse(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 >= args.Length)
            {
                return null;
            }

            var value = args[i + 1];
            options = args[i] switch
            {
                "--url" => options with { Url = new Uri(value) },
                "--feed" => options with { FeedHost = value[..value.LastIndexOf(':')], FeedPort = int.Parse(value[(value.LastIndexOf(':') + 1)..]) },
                "--rate" => options with { Rate = value == "max" ? null : Number(value) },
                "--window" => options with { Window = (int)Number(value) },
                "--secs" => options with { Seconds = Number(value) },
                "--warmup" => options with { Warmup = Number(value) },
                "--clients" => options with { Clients = (int)Number(value) },
                "--mix" => options with { Mix = value },
                "--marker-every" => options with { MarkerEvery = (int)Number(value) },
                "--pid" => options with { Pid = (int)Number(value) },
                "--label" => options with { Label = value },
                _ => null!,
            };
            if (options is null)
            {
                return null;
            }
        }

        return options;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

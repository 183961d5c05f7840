using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>One run: feed, watch, measure.</summary>
internal static class LoadRun
{
    public static async Task<JsonObject> RunAsync(LoadOptions options)
    {
        var markers = new Markers();
        using var probe = await StreamClient.OpenAsync(options.Url, "subscribe=all&sendCachedValues=false", markers.OnMessage);
        var clients = new List<StreamClient>();
        for (var i = 0; i < options.Clients; i++)
        {
            clients.Add(await StreamClient.OpenAsync(options.Url, "subscribe=all&sendCachedValues=false", null));
        }

        using var feed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await ConnectAsync(feed, options);
        var drain = Task.Run(async () =>
        {
            var sink = new byte[64 * 1024];
            while (await feed.ReceiveAsync(sink) > 0)
            {
            }
        });

        var mix = new SentenceMix(options.Mix);
        var buffer = new byte[128 * 1024];
        long sent = 0, measuredFrom = 0, probeFrom = 0, clientsFrom = 0, measuredStart = 0;
        ProcessSample? before = null;
        var measuring = false;
        var start = Stopwatch.GetTimestamp();
        double Elapsed() => Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Send(int count)
        {
            while (count > 0)
            {
                var part = Math.Min(count, 1000);
                var first = markers.Sent + 1;
                var length = 0;
                for (var i = 0; i < part; i++, sent++)
                {
                    length += sent % options.MarkerEvery == 0
                        ? SentenceMix.Marker(buffer.AsSpan(length), markers.Next(measuring))
                        : mix.Ordinary(buffer.AsSpan(length));
                }

                markers.Stamp(first, Stopwatch.GetTimestamp());
                feed.Send(buffer.AsSpan(0, length));
                count -= part;
            }
        }

        while (Elapsed() < options.Warmup + options.Seconds)
        {
            if (!measuring && Elapsed() >= options.Warmup)
            {
                measuring = true;
                before = ProcessSample.Take(options.Pid);
                (measuredStart, measuredFrom, probeFrom, clientsFrom) = (Stopwatch.GetTimestamp(), sent, probe.Messages, clients.Sum(c => c.Messages));
            }

            if (options.Rate is { } rate)
            {
                var due = (long)(rate * Elapsed()) - sent;
                if (due > 0)
                {
                    Send((int)Math.Min(due, (long)rate));
                }

                Thread.Sleep(1);
            }
            else
            {
                var room = options.Window - (int)(sent - (markers.Newest * options.MarkerEvery));
                if (room >= options.MarkerEvery)
                {
                    Send(room);
                }
                else
                {
                    Thread.Yield();
                }
            }
        }

        var after = ProcessSample.Take(options.Pid);
        var seconds = Stopwatch.GetElapsedTime(measuredStart).TotalSeconds;
        var (done, probed, delivered) = (sent - measuredFrom, probe.Messages - probeFrom, clients.Sum(c => c.Messages) - clientsFrom);
        measuring = false;
        var settle = Stopwatch.GetTimestamp();
        while (!markers.AllBack && Stopwatch.GetElapsedTime(settle).TotalSeconds < 5)
        {
            Thread.Sleep(10);
        }

        Thread.Sleep(200);
        var total = clients.Count == 0 ? 0 : clients.Min(c => c.Messages);
        double? cpu = after is { } a && before is { } b ? a.CpuSeconds - b.CpuSeconds : null;
        double? Per(double count) => cpu is { } c && count > 0 ? Math.Round(c * 1e6 / count, 2) : null;
        return new JsonObject
        {
            ["label"] = options.Label,
            ["mix"] = options.Mix,
            ["rate"] = options.Rate is { } r ? r : "max",
            ["sentPerS"] = Math.Round(done / seconds),
            ["markersSent"] = markers.MeasuredSent,
            ["lost"] = markers.MeasuredSent - markers.MeasuredBack,
            ["outOfOrder"] = markers.OutOfOrder,
            ["p50Ms"] = markers.Percentile(0.5),
            ["p90Ms"] = markers.Percentile(0.9),
            ["p99Ms"] = markers.Percentile(0.99),
            ["maxMs"] = markers.Percentile(1),
            ["probeMsgPerS"] = Math.Round(probed / seconds),
            ["clients"] = options.Clients,
            ["clientsAlive"] = clients.Count(c => !c.IsClosed),
            ["clientMsgPerS"] = Math.Round(delivered / seconds),
            ["clientsBehind"] = clients.Count(c => c.Messages < probe.Messages - options.MarkerEvery),
            ["leastDelivered"] = total,
            ["serverCpuPct"] = cpu is { } s ? Math.Round(s / seconds * 100, 1) : null,
            ["cpuUsPerSentence"] = Per(done),
            ["cpuUsPerDelivered"] = Per(probed + delivered),
            ["rssMB"] = after?.RssMegabytes is { } m ? Math.Round(m, 1) : null,
            ["peakMB"] = after?.PeakMegabytes is { } p ? Math.Round(p, 1) : null,
        };
    }

    // HTTP may answer before the inputs are open.
    private static async Task ConnectAsync(Socket feed, LoadOptions options)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await feed.ConnectAsync(options.FeedHost, options.FeedPort);
                return;
            }
            catch (SocketException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }
}

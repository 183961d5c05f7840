using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>Reads over ten connections kept open, as fast as the server answers.</summary>
internal static class RestRun
{
    private const int Connections = 10;

    private static readonly (string Name, string Path)[] s_reads =
    [
        ("signalk", "/signalk"), ("leaf", "/signalk/v1/api/vessels/self/navigation/position"),
        ("value", "/signalk/v1/api/vessels/self/navigation/position/value"), ("self", "/signalk/v1/api/vessels/self"), ("model", "/signalk/v1/api/"),
    ];

    public static async Task<JsonObject> RunAsync(string command, double seconds)
    {
        await using var server = await ServerProcess.StartAsync(command);
        await LoadRun.RunAsync(new LoadOptions { Url = server.Url, FeedPort = server.NmeaPort, Rate = 200, Seconds = 1, Warmup = 0.5 });
        var result = new JsonObject();
        foreach (var (name, path) in s_reads)
        {
            var before = ProcessSample.Take(server.Pid)!.Value;
            var start = Stopwatch.GetTimestamp();
            var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => Read(server.Url, path, seconds / 2))));
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var cpu = ProcessSample.Take(server.Pid)!.Value.CpuSeconds - before.CpuSeconds;
            result[$"{name}PerS"] = Math.Round(counts.Sum() / elapsed);
            result[$"{name}CpuUs"] = Math.Round(cpu * 1e6 / counts.Sum(), 1);
        }

        return result;
    }

    private static long Read(Uri url, string path, double seconds)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(url.Host, url.Port);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n");
        var buffer = new byte[1 << 20];
        var count = 0L;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; count++)
        {
            socket.Send(request);
            ReadAnswer(socket, buffer);
        }

        return count;
    }

    private static void ReadAnswer(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var received = socket.Receive(buffer.AsSpan(length));
            if (received == 0)
            {
                throw new InvalidOperationException("the server closed the connection");
            }

            length += received;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            var text = Encoding.ASCII.GetString(buffer, 0, head);
            if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(text[..text.IndexOf('\r')]);
            }

            var at = text.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                var end = text.IndexOf('\r', at);
                if (length >= head + 4 + int.Parse(text[(at + 15)..(end < 0 ? text.Length : end)]))
                {
                    return;
                }
            }
            else if (buffer.AsSpan(0, length).EndsWith("0\r\n\r\n"u8))
            {
                return;
            }
        }
    }
}

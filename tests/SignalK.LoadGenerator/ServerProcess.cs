using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>A server under test, on ports of its own, stopped when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private ServerProcess(Process process, string directory, int http, int nmea)
    {
        _process = process;
        _directory = directory;
        Url = new Uri($"http://127.0.0.1:{http}");
        NmeaPort = nmea;
    }

    public Uri Url { get; }

    public int NmeaPort { get; }

    public int Pid => _process.Id;

    public double ReadyMilliseconds { get; private init; }

    /// <param name="command">See the usage of the suite.</param>
    /// <param name="prepare">Gets the empty directory before the server does.</param>
    public static async Task<ServerProcess> StartAsync(string command, Action<string>? prepare = null)
    {
        var (http, nmea, tcp) = (FreePort(), FreePort(), FreePort());
        var directory = Directory.CreateTempSubdirectory("signalk-bench-").FullName;
        prepare?.Invoke(directory);
        var line = command.Replace("{http}", $"{http}").Replace("{nmea}", $"{nmea}").Replace("{tcp}", $"{tcp}").Replace("{dir}", directory);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words[1..])
        {
            start.ArgumentList.Add(word);
        }

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitAsync(http, process);
        return new ServerProcess(process, directory, http, nmea) { ReadyMilliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds };
    }

    /// <summary>Spawn to the first answer, and memory when idle.</summary>
    public static async Task<JsonObject> ColdStartAsync(string command, int runs)
    {
        var ready = new List<double>();
        var idle = 0.0;
        for (var i = 0; i < runs; i++)
        {
            await using var server = await StartAsync(command);
            ready.Add(server.ReadyMilliseconds);
            if (i == runs - 1)
            {
                await Task.Delay(3000);
                idle = ProcessSample.Take(server.Pid)!.Value.RssMegabytes;
            }
        }

        ready.Sort();
        return new JsonObject { ["startMs"] = Math.Round(ready[runs / 2], 1), ["startMsLeast"] = Math.Round(ready[0], 1), ["idleRssMB"] = Math.Round(idle, 1) };
    }

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    // One raw request at a time over a new connection: the client must not need longer to start than the server.
    private static async Task WaitAsync(int port, Process process)
    {
        var request = "GET /signalk HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray();
        var answer = new byte[64];
        for (var deadline = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(deadline).TotalSeconds < 60;)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port);
                await socket.SendAsync(request);
                var count = await socket.ReceiveAsync(answer);
                if (answer.AsSpan(0, count).StartsWith("HTTP/1.1 200"u8))
                {
                    return;
                }
            }
            catch (SocketException)
            {
            }

            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended with status {process.ExitCode}");
            }

            await Task.Delay(1);
        }

        throw new TimeoutException("the server did not answer within a minute");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

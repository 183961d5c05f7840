using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SignalK.BlackBox.Tests;

/// <summary>
/// A running appliance with a configuration directory of its own and free ports on the loopback: started, waited for by its
/// start line, talked to as clients do, and gone at the end of the test.
/// </summary>
sealed class ApplianceProcess : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    readonly Process _process;
    readonly Task<string> _error;
    readonly Task _output;
    readonly TaskCompletionSource<string> _startLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ApplianceProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _output = ReadOutputAsync();
    }

    public string StartLine => _startLine.Task.Result;

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => Http.BaseAddress!;

    public IPEndPoint Nmea0183 => Bound("nmea0183 tcp");

    public IPEndPoint Nmea0183Udp => Bound("nmea0183 udp");

    public IPEndPoint Stream => Bound("signalk tcp");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All of standard error; there when the process has ended.</summary>
    public Task<string> Error => _error;

    public static Task<ApplianceProcess> StartAsync(string config, params string[] more) => StartAsync(config, new Dictionary<string, string>(), more);

    /// <param name="environment">Over the test's own, which opens every port at a free number.</param>
    public static Task<ApplianceProcess> StartAsync(string config, IReadOnlyDictionary<string, string> environment, params string[] more) =>
        StartAsync(Binary.StartInfo(["run", "--config", config, "--port", "0", "--listen", "127.0.0.1", .. more]), environment);

    public static async Task<ApplianceProcess> StartAsync(ProcessStartInfo info, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in (string[])["NMEA0183PORT", "TCPSTREAMPORT", "UDPPORT"])
            info.Environment[name] = "0";
        foreach (var name in (string[])["NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM", "PORT"])
            info.Environment.Remove(name);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var appliance = new ApplianceProcess(Process.Start(info)!);
        try
        {
            await appliance._startLine.Task.WaitAsync(s_patience);
            var http = Regex.Match(appliance.StartLine, @"http://[^,\s]+").Value;
            appliance.Http = new HttpClient { BaseAddress = new Uri(http), Timeout = s_patience };
            return appliance;
        }
        catch
        {
            await appliance.DisposeAsync();
            throw;
        }
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    /// <summary>Asks again until the answer is as it should be; the last one is in the failure's message.</summary>
    public async Task<JsonNode> GetUntilAsync(string path, Func<JsonNode, bool> holds)
    {
        var until = Stopwatch.StartNew();
        for (JsonNode? last = null; ; await Task.Delay(50))
        {
            using var response = await Http.GetAsync(path);
            if (response.IsSuccessStatusCode)
            {
                last = JsonNode.Parse(await response.Content.ReadAsStringAsync());
                if (holds(last!))
                    return last!;
            }
            if (until.Elapsed > s_patience)
                throw new TimeoutException($"{path} never became what was expected; last: {response.StatusCode} {last?.ToJsonString()}");
        }
    }

    public async Task<TcpClient> ConnectAsync(IPEndPoint endpoint)
    {
        var client = new TcpClient { NoDelay = true, ReceiveTimeout = (int)s_patience.TotalMilliseconds };
        await client.ConnectAsync(endpoint);
        return client;
    }

    /// <summary>Writes lines into the NMEA 0183 port, as a multiplexer does.</summary>
    public async Task SendNmea0183Async(params string[] lines)
    {
        using var client = await ConnectAsync(Nmea0183);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));
    }

    public async Task<ClientWebSocket> OpenStreamAsync(string query = "")
    {
        var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(s_patience);
        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}/signalk/v1/stream{query}"), limit.Token);
        return socket;
    }

    public static async Task<JsonNode> ReceiveAsync(WebSocket socket)
    {
        using var limit = new CancellationTokenSource(s_patience);
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            message.Write(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException($"the server closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
            if (part.EndOfMessage)
                return JsonNode.Parse(message.ToArray())!;
        }
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var took = Stopwatch.StartNew();
        Signal("TERM");
        return (await ExitAsync(), took.Elapsed);
    }

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _output;
        Http?.Dispose();
        _process.Dispose();
    }

    IPEndPoint Bound(string kind) =>
        IPEndPoint.Parse(Regex.Match(StartLine, Regex.Escape(kind) + @"://([^,\s]+)") is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"no {kind} in: {StartLine}"));

    async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("listening: ", StringComparison.Ordinal))
                _startLine.TrySetResult(line);
        }
        if (!_startLine.Task.IsCompleted)
            _startLine.TrySetException(new InvalidOperationException($"it ended without a start line: {await _error}"));
    }
}

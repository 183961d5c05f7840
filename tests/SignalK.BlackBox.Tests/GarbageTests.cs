using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace SignalK.BlackBox.Tests;

public sealed class GarbageTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Garbage_OnEveryInput_LeavesTheApplianceWell()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        var random = new Random(20261122);
        var garbage = new byte[256 * 1024];
        random.NextBytes(garbage);

        foreach (var endpoint in (System.Net.IPEndPoint[])[appliance.Nmea0183, appliance.Stream, System.Net.IPEndPoint.Parse(appliance.Address.Authority)])
        {
            using var client = await appliance.ConnectAsync(endpoint);
            await SendAllAsync(client, garbage);
        }
        using (var udp = new UdpClient())
        {
            for (var i = 0; i < 50; i++)
                await udp.SendAsync(garbage.AsMemory(i * 1000, random.Next(1, 1400)), appliance.Nmea0183Udp);
        }

        await WellAsync(appliance);
    }

    [Fact]
    public async Task WebSocket_BrokenMessages_AreAnsweredAndTheSocketStays()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        using var stream = await appliance.OpenStreamAsync("?subscribe=none");
        await ApplianceProcess.ReceiveAsync(stream);

        foreach (var text in (string[])["{", "\"", "[]", """{"subscribe":7}""", """{"context":"vessels.self","updates":7}"""])
            await stream.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        await stream.SendAsync("""{"context":"vessels.self","subscribe":[{"path":"environment.depth.*"}]}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var depth = Task.Run(async () =>
        {
            while (!(await ApplianceProcess.ReceiveAsync(stream)).ToJsonString().Contains("belowTransducer", StringComparison.Ordinal))
            {
            }
        });
        while (!depth.IsCompleted)
        {
            await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");
            await Task.WhenAny(depth, Task.Delay(100));
        }
        await depth;
    }

    [Fact]
    public async Task WebSocket_HundredMegabytes_IsRefusedAndCostsNothing()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        using var stream = await appliance.OpenStreamAsync();
        var part = new byte[1024 * 1024];
        part.AsSpan().Fill((byte)'x');
        try
        {
            for (var i = 0; i < 100; i++)
                await stream.SendAsync(part, WebSocketMessageType.Text, i == 99, new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            // It need not take them all.
        }

        await WellAsync(appliance);
        var resident = long.Parse(File.ReadLines($"/proc/{appliance.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.InRange(resident, 1, 150 * 1024);
    }

    [Theory]
    [InlineData("GET /signalk HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]
    [InlineData("PUT /signalk/v1/api/vessels/self/a/b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{\"val")]
    public async Task Http_BrokenRequests_AreTheirSendersProblem(string request)
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        using (var client = await appliance.ConnectAsync(System.Net.IPEndPoint.Parse(appliance.Address.Authority)))
            await SendAllAsync(client, Encoding.Latin1.GetBytes(request));

        await WellAsync(appliance);
    }

    static async Task SendAllAsync(TcpClient client, byte[] bytes)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // A server may hang up on garbage.
        }
    }

    static async Task WellAsync(ApplianceProcess appliance)
    {
        await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");
        await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer/value", value => value.GetValue<double>() == 4.5);
        Assert.False(appliance.HasExited);
        await appliance.GetAsync("/signalk");
    }
}

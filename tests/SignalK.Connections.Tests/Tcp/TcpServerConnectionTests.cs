using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Net;

namespace SignalK.Connections.Tests.Tcp;

public sealed class TcpServerConnectionTests
{
    private static readonly TcpServerOptions s_options = new() { Id = "tcp", Listen = Harness.Loopback, Port = 0 };

    [Fact]
    public async Task Client_WritesSentences_TheyReachTheModel()
    {
        await using var boat = new Harness();
        using var client = await LineClient.ConnectAsync(await RunAsync(boat, s_options));

        await client.WriteAsync($"{Sentences.Depth(3.5)}\r\n{Sentences.Depth(3.6)}\r\n");

        await Eventually.Is(2, boat.Depths.Count);
        Assert.Equal([3.5, 3.6], boat.Depths);
        Assert.All(boat.Values, static v => Assert.Equal("tcp.SD", v.Source));
        await Eventually.Is(2, () => boat["tcp"].Input.Sentences);
        Assert.Equal(2, boat["tcp"].Input.Deltas);
        Assert.NotNull(boat["tcp"].LastFrameAge);
    }

    [Theory]
    [InlineData(true, 2026)]
    [InlineData(false, 2006)]
    public async Task ReceiverAnEraBehind_IsCorrectedByATrustedClockAlone(bool trusted, int year)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
        await using var boat = new Harness(services => services with { ClockTrusted = () => trusted }, time);
        using var client = await LineClient.ConnectAsync(await RunAsync(boat, s_options));

        // 1024 weeks before 15 January 2026.
        await client.WriteLineAsync(Sentences.Make("GPRMC,120000,A,6000.0,N,02400.0,E,5.0,45.0,010606,,,A"));

        await Eventually.Is(true, () => boat.Values.Any(static v => v.Path == "navigation.datetime"));
        Assert.StartsWith($"{year}", boat.Values.First(static v => v.Path == "navigation.datetime").Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WritesSentence_EveryOtherClientGetsItAndItselfNot()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options);
        using var speaker = await LineClient.ConnectAsync(port);
        using var first = await LineClient.ConnectAsync(port);
        using var second = await LineClient.ConnectAsync(port);
        await Eventually.Is(3, () => boat["tcp"].Clients.Count);

        await speaker.WriteLineAsync(Sentences.Depth(1));
        Assert.Equal(Sentences.Depth(1), await first.ReadLineAsync());
        Assert.Equal(Sentences.Depth(1), await second.ReadLineAsync());
        await first.WriteLineAsync(Sentences.Depth(2));

        // The first thing that the speaker ever hears is another's sentence: its own did not come back.
        Assert.Equal(Sentences.Depth(2), await speaker.ReadLineAsync());
    }

    [Fact]
    public async Task Clients_InterleaveHalfSentences_EachIsReadByItself()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options);
        using var one = await LineClient.ConnectAsync(port);
        using var two = await LineClient.ConnectAsync(port);

        await one.WriteAsync(Sentences.Depth(1)[..9]);
        await Eventually.Is(true, () => boat["tcp"].Input.Bytes == 9);
        await two.WriteLineAsync(Sentences.Depth(2));
        await Eventually.Is(1, boat.Depths.Count);
        await one.WriteLineAsync(Sentences.Depth(1)[9..]);

        await Eventually.Is(2, boat.Depths.Count);
        Assert.Equal([2, 1], boat.Depths);
    }

    [Fact]
    public async Task Client_WritesGarbage_ItIsCountedAndNotPassedOn()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options);
        using var speaker = await LineClient.ConnectAsync(port);
        using var listener = await LineClient.ConnectAsync(port);
        await Eventually.Is(2, () => boat["tcp"].Clients.Count);

        var damaged = Sentences.Depth(9)[..^1] + "?";
        await speaker.WriteAsync($"\0\u0001 noise\r\n{damaged}\r\n${new string('x', 5000)}\r\n{Sentences.Depth(4)}\r\n");

        Assert.Equal(Sentences.Depth(4), await listener.ReadLineAsync());
        await Eventually.Is(1, () => boat["tcp"].Input.Sentences);
        var input = boat["tcp"].Input;
        Assert.Equal(1, input.BadChecksum);
        Assert.Equal(1, input.OverLong);
        Assert.True(input.GarbageBytes > 5000);
    }

    [Fact]
    public async Task Client_InputSwitchedOff_ItsWordsAreForgotten()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options with { AcceptInput = false });
        using var client = await LineClient.ConnectAsync(port);
        using var other = await LineClient.ConnectAsync(port);
        await Eventually.Is(2, () => boat["tcp"].Clients.Count);

        await client.WriteLineAsync(Sentences.Depth(1));

        await Eventually.Is(true, () => boat["tcp"].Clients.Any(static c => c.BytesIn > 0));
        Assert.Empty(boat.Values);
        Assert.False(other.HasInput);
    }

    [Fact]
    public async Task Client_NeverReads_OthersGetEverythingAndItsOldestAreDropped()
    {
        const int Count = 20_000;
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options with { Output = new OutputOptions { OutboxBytes = 8 * 1024 } });
        using var stuck = await LineClient.ConnectAsync(port, receiveBuffer: 4096);
        await Eventually.Is(1, () => boat["tcp"].Clients.Count);
        using var speaker = await LineClient.ConnectAsync(port);

        for (var sent = 0; boat["tcp"].Output.Dropped == 0; sent += Count)
        {
            Assert.True(sent < 100 * Count, "nothing was ever dropped");
            await speaker.WriteAsync(string.Concat(Enumerable.Repeat(Sentences.Depth(1) + "\r\n", Count)));
            await Eventually.Is(sent + Count, () => (int)boat["tcp"].Input.Sentences);
        }

        var client = boat["tcp"].Clients.Single(static c => c.Output.Dropped > 0);
        Assert.InRange(client.Queued, 0, 8 * 1024);
        await speaker.WriteLineAsync(Sentences.Depth(2));
        await Eventually.Is(true, () => boat.Depths.Contains(2));
    }

    [Fact]
    public async Task Client_TakesNothingForHalfAMinute_IsClosed()
    {
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        var port = await RunAsync(boat, s_options);
        using var stuck = await LineClient.ConnectAsync(port, receiveBuffer: 4096);
        await Eventually.Is(1, () => boat["tcp"].Clients.Count);
        var line = System.Text.Encoding.ASCII.GetBytes(Sentences.Depth(1));

        await Eventually.Is(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                boat.Services.Bus.Publish(this, line);
            }

            boat.Services.Bus.Flush();
            return boat["tcp"].Output.Dropped > 0;
        });
        await Eventually.Is(() =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return boat["tcp"].Clients.Count == 0;
        });
    }

    [Fact]
    public async Task Client_FallsSilent_IsNoticedUnlessItLeaves()
    {
        const string Path = "notifications.server.source.tcp";
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        using var client = await LineClient.ConnectAsync(await RunAsync(boat, s_options));
        for (var second = 1; second <= 30; second++)
        {
            await client.WriteLineAsync(Sentences.Depth(second));
            await Eventually.Is(second, () => (int)boat["tcp"].Input.Sentences);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        time.Advance(TimeSpan.FromSeconds(12));
        Assert.Single(boat.Values, static v => v.Path == Path);

        client.Dispose();
        await Eventually.Is(0, () => boat["tcp"].Clients.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("normal", boat.Values.Last(static v => v.Path == Path).Value.Object!.Get("state")!.Value.Text);
    }

    [Fact]
    public async Task Clients_MoreThanAllowed_AreRefusedAndCounted()
    {
        await using var boat = new Harness();
        var port = await RunAsync(boat, s_options with { MaxClients = 1 });
        using var first = await LineClient.ConnectAsync(port);
        await Eventually.Is(1, () => boat["tcp"].Clients.Count);

        using var second = await LineClient.ConnectAsync(port);

        Assert.Null(await second.ReadLineAsync());
        await Eventually.Is(1, () => boat["tcp"].Refused);
    }

    [Fact]
    public async Task Port_InUse_IsShownAndTriedAgain()
    {
        await using var boat = new Harness();
        var port = 0;
        using (var taken = new TcpListener(IPAddress.Loopback, 0))
        {
            taken.Start();
            port = ((IPEndPoint)taken.LocalEndpoint).Port;
            await boat.Manager.ApplyAsync([s_options with { Port = port }]);

            await Eventually.Is(ConnectionState.Failed, () => boat["tcp"].State);
            Assert.Contains($"port {port} is in use", boat["tcp"].Error, StringComparison.Ordinal);
            Assert.NotNull(boat["tcp"].RetryIn);
            Assert.Equal("connection:tcp", Assert.Single(boat.Services.Faults!.Current).Key);
        }

        boat.Manager.Find("tcp")!.RetryNow();
        await Eventually.Is(ConnectionState.Running, () => boat["tcp"].State);
        Assert.Null(boat["tcp"].Error);
        Assert.Empty(boat.Services.Faults!.Current);
    }

    private static async Task<int> RunAsync(Harness boat, TcpServerOptions options)
    {
        var connection = await boat.RunAsync(options);
        await Eventually.Is(ConnectionState.Running, () => connection.Status().State);
        return connection.Status().Endpoints[0].Port;
    }
}

using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Network;
using SignalK.TestKit;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginFetchLimitTests : FetchTestBase
{
    readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task Send_BodyOfDeclaredLength_IsTakenUpToTheCap(int length, bool taken)
    {
        await using var peer = new HttpPeer(HttpPeer.Ok(new string('x', length)));

        var reply = Get(Everywhere with { MostBytes = 1000 }, peer.Url);

        Assert.Equal(taken, reply.Fault is null);
        Assert.Equal(taken ? length : 0, reply.Body.Length);
    }

    [Theory]
    [InlineData(9_999, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Send_BodyUntilTheConnectionEnds_IsTakenUpToTheCap(int length, bool taken)
    {
        await using var peer = new HttpPeer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', length));

        Assert.Equal(taken, Get(Everywhere with { MostBytes = 10_000 }, peer.Url).Fault is null);
    }

    [Fact]
    public async Task Send_BodyWithoutEnd_EndsAtTheCap()
    {
        var block = Encoding.ASCII.GetBytes("1000\r\n" + new string('x', 0x1000) + "\r\n");
        await using var peer = new HttpPeer(async (_, client) =>
        {
            await client.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
            while (true)
                await client.WriteAsync(block);
        });

        Assert.Contains("more than", Get(Everywhere, peer.Url).Fault);
    }

    [Fact]
    public async Task Send_CompressedBody_IsUnpackedUpToTheCap()
    {
        await using var peer = new HttpPeer(async (request, client) =>
        {
            var packed = Pack(request.StartsWith("GET /bomb", StringComparison.Ordinal) ? 50 << 20 : 1 << 20);
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\nConnection: close\r\n\r\n"));
            await client.WriteAsync(packed);
        });

        Assert.Equal(1 << 20, Get(Everywhere, peer.Url).Body.Length);
        Assert.Contains("more than", Get(Everywhere, peer.Url + "/bomb").Fault);
    }

    [Fact]
    public async Task Send_BrokenCompression_IsAFault()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok("this is no gzip", "Content-Encoding: gzip\r\n"));

        Assert.Contains("compressed", Get(Everywhere, peer.Url).Fault);
    }

    [Fact]
    public async Task Send_AnswerWithEndlessHeaders_IsAFault()
    {
        await using var peer = new HttpPeer(async (_, client) =>
        {
            await client.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            for (var i = 0; ; i++)
                await client.WriteAsync(Encoding.ASCII.GetBytes($"X-{i}: {new string('x', 100)}\r\n"));
        });

        Assert.Contains("headers", Get(Everywhere, peer.Url).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")]
    public async Task Send_AnswerThatNeverEnds_EndsAtTheDeadline(string begin)
    {
        await using var peer = Silent(begin);
        var sending = Task.Run(() => Get(Everywhere with { Time = _time }, peer.Url));
        await Eventually.Is(() => peer.Requests.Count == 1);

        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal("no answer within 30 s", (await sending).Fault);
    }

    [Fact]
    public async Task Send_CallIsEnded_EndsAtOnce()
    {
        await using var peer = Silent("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome");
        using var call = new CancellationTokenSource();
        var sending = Task.Run(() => Get(Everywhere, peer.Url, call.Token));
        await Eventually.Is(() => peer.Requests.Count == 1);

        await call.CancelAsync();

        Assert.Equal("the call was ended", (await sending).Fault);
    }

    [Fact]
    public async Task Send_NameServerIsSilent_EndsAtTheDeadline()
    {
        using var silence = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var resolver = new NameResolver(_ =>
        {
            asked.Set();
            silence.Wait();
            return [];
        });
        var sending = Task.Run(() => Get(Everywhere with { Time = _time, Resolver = resolver }, "http://slow.example.org/"));
        await Task.Run(asked.Wait);

        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal("no answer within 30 s", (await sending).Fault);
        silence.Set();
    }

    [Fact]
    public async Task Send_InAnEndlessLoop_IsHeldToItsPace()
    {
        await using var peer = new HttpPeer(HttpPeer.Ok(""));
        using var fetch = new PluginFetch(Everywhere with { Time = _time, PerSecond = 5 });
        using var stop = new CancellationTokenSource();
        var done = 0;
        var looping = Task.Run(() =>
        {
            while (fetch.Send(new FetchRequest("GET", peer.Url, []), stop.Token).Fault is null)
                Interlocked.Increment(ref done);
        });

        await Eventually.Is(5, () => Volatile.Read(ref done));
        var start = _time.GetUtcNow();
        await Eventually.Is(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            return Volatile.Read(ref done) == 6;
        });
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMilliseconds(200), TimeSpan.MaxValue);
        await stop.CancelAsync();
        await looping;
    }

    static HttpPeer Silent(string begin) => new(async (_, client) =>
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes(begin));
        await client.FlushAsync();
        await client.ReadExactlyAsync(new byte[1]);
    });

    static byte[] Pack(int length)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(new byte[length]);
        return packed.ToArray();
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Device.Update;

namespace SignalK.Appliance.Tests.Device.Update;

public sealed class BundleDownloadTests : IDisposable
{
    static readonly Uri s_url = new("http://updates.example/bundle.raucb");

    readonly byte[] _bundle = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
    readonly FakeTimeProvider _time = new();
    readonly FlakyServer _server;
    readonly HttpClient _client;

    public BundleDownloadTests() => _client = new HttpClient(_server = new FlakyServer(_bundle)) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(End.Broken)]
    [InlineData(End.Silent)]
    public async Task Read_BrokenOffTwice_GoesOnFromThere(End end)
    {
        _server.Ends.Enqueue((30, end));
        _server.Ends.Enqueue((65, end));

        Assert.Equal(_bundle, await ReadAsync());

        Assert.Equal([null, 30, 65], _server.AskedFrom);
        Assert.Equal([null, "\"v1\"", "\"v1\""], _server.AskedIf);
    }

    [Fact]
    public async Task Read_ABreakOfAServerWithoutTags_IsTheEnd()
    {
        _server.Tag = null;
        _server.Ends.Enqueue((30, End.Broken));

        Assert.Equal("the download from updates.example was cut off after 0 MB of 0 MB", (await Assert.ThrowsAsync<UpdateException>(ReadAsync)).Message);
        Assert.Single(_server.AskedFrom);
    }

    [Fact]
    public async Task Read_AnotherFileAfterTheBreak_IsRefused()
    {
        _server.Ends.Enqueue((30, End.Broken));
        _server.IsReplaced = true;

        Assert.Contains("another one now", (await Assert.ThrowsAsync<UpdateException>(ReadAsync)).Message);
    }

    [Fact]
    public async Task Read_NothingForTenMinutes_GivesUp()
    {
        _server.Ends.Enqueue((30, End.Broken));
        _server.IsDown = true;

        var start = _time.GetUtcNow();
        Assert.Contains("was cut off", (await Assert.ThrowsAsync<UpdateException>(ReadAsync)).Message);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Open_WhatIsNotThere_SaysTheStatus()
    {
        _server.Status = HttpStatusCode.NotFound;

        Assert.Equal("updates.example answered 404", (await Assert.ThrowsAsync<UpdateException>(ReadAsync)).Message);
    }

    /// <summary>The clock goes on whenever the download waits.</summary>
    async Task<byte[]> ReadAsync()
    {
        var reading = ReadToEndAsync();
        while (await Task.WhenAny(reading, Task.Delay(1)) != reading)
            _time.Advance(TimeSpan.FromSeconds(1));
        return await reading;
    }

    async Task<byte[]> ReadToEndAsync()
    {
        using var download = await BundleDownload.OpenAsync(_client, s_url, _time, default);
        Assert.Equal(_bundle.Length, download.Announced);
        List<byte> all = [];
        var buffer = new byte[7];
        for (int read; (read = await download.ReadAsync(buffer, default)) > 0;)
            all.AddRange(buffer[..read]);
        return [.. all];
    }

    public enum End
    {
        Whole,
        Broken,
        Silent,
    }

    sealed class FlakyServer(byte[] bundle) : HttpMessageHandler
    {
        public Queue<(int At, End How)> Ends { get; } = [];

        public EntityTagHeaderValue? Tag { get; set; } = new("\"v1\"");

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public bool IsReplaced { get; set; }

        public bool IsDown { get; set; }

        public List<long?> AskedFrom { get; } = [];

        public List<string?> AskedIf { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var from = request.Headers.Range?.Ranges.Single().From;
            AskedFrom.Add(from);
            AskedIf.Add(request.Headers.IfRange?.EntityTag?.Tag);
            if (from > 0 && IsDown)
                throw new HttpRequestException("no route");
            var start = IsReplaced ? 0 : (int)(from ?? 0);
            var (at, how) = Ends.TryDequeue(out var end) ? end : (bundle.Length, End.Whole);
            var response = new HttpResponseMessage(start > 0 ? HttpStatusCode.PartialContent : Status) { Content = new StreamContent(new Body(bundle[start..at], how)) };
            response.Headers.ETag = Tag;
            response.Content.Headers.ContentLength = bundle.Length - start;
            if (start > 0)
                response.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, bundle.Length - 1, bundle.Length);
            return Task.FromResult(response);
        }
    }

    sealed class Body(byte[] bytes, End how) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length && how == End.Silent)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return Position == Length && how == End.Broken ? throw new HttpIOException(HttpRequestError.ResponseEnded) : await base.ReadAsync(buffer, cancellationToken);
        }
    }
}

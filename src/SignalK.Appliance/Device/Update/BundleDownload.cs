using System.Net;
using System.Net.Http.Headers;

namespace SignalK.Appliance.Device.Update;

/// <summary>
/// A bundle from elsewhere, read over a network that comes and goes: where the connection breaks off, the rest is asked for
/// (RFC 9110, 14), until nothing has come for ten minutes.
/// </summary>
sealed class BundleDownload : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    // Without a word for so long a connection is none; a boat's radio link is not told that it ended.
    static readonly TimeSpan s_silence = TimeSpan.FromSeconds(60);

    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    readonly HttpClient _client;
    readonly Uri _url;
    readonly TimeProvider _time;
    HttpResponseMessage? _response;
    Stream? _body;
    EntityTagHeaderValue? _version;
    long _read;
    long _last;

    BundleDownload(HttpClient client, Uri url, TimeProvider time) => (_client, _url, _time) = (client, url, time);

    /// <summary>Of the whole; null: the server does not say.</summary>
    public long? Announced { get; private set; }

    /// <exception cref="UpdateException">It is not to be had.</exception>
    public static async Task<BundleDownload> OpenAsync(HttpClient client, Uri url, TimeProvider time, CancellationToken cancel)
    {
        var download = new BundleDownload(client, url, time);
        try
        {
            await download.AskAsync(cancel).ConfigureAwait(false);
            return download;
        }
        catch (Exception e) when (IsBroken(e, cancel))
        {
            download.Dispose();
            throw new UpdateException($"{url.Host} cannot be reached: {e.GetBaseException().Message}");
        }
    }

    /// <returns>How many bytes there are now; 0 at the end.</returns>
    /// <exception cref="UpdateException">The rest is not to be had.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _last = _time.GetTimestamp();
        for (var isBroken = false; ; isBroken = true)
        {
            try
            {
                if (isBroken)
                    await AskAsync(cancel).ConfigureAwait(false);
                var read = await InTimeAsync(limit => _body!.ReadAsync(buffer, limit), cancel).ConfigureAwait(false);
                _read += read;
                return read;
            }
            catch (Exception e) when (IsBroken(e, cancel))
            {
                if (_version is null || _time.GetElapsedTime(_last) >= s_patience)
                    throw new UpdateException($"the download from {_url.Host} was cut off after {_read >> 20} MB{(Announced is { } whole ? $" of {whole >> 20} MB" : "")}");
            }
            await Task.Delay(s_pause, _time, cancel).ConfigureAwait(false);
        }
    }

    async Task AskAsync(CancellationToken cancel)
    {
        _response?.Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        if (_read > 0)
        {
            request.Headers.Range = new RangeHeaderValue(_read, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(_version!);
        }
        _response = await InTimeAsync(async limit => await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit).ConfigureAwait(false), cancel).ConfigureAwait(false);
        if (_read > 0)
        {
            if (_response.StatusCode == HttpStatusCode.OK)
                throw new UpdateException($"the download from {_url.Host} was cut off, and the file there is another one now");
            if (_response.StatusCode != HttpStatusCode.PartialContent || _response.Content.Headers.ContentRange?.From != _read)
                throw new IOException($"{_url.Host} answered {(int)_response.StatusCode}");
        }
        else
        {
            if (!_response.IsSuccessStatusCode)
                throw new UpdateException($"{_url.Host} answered {(int)_response.StatusCode}");
            Announced = _response.Content.Headers.ContentLength;
            // Only a strong tag says that the rest is of the same bytes.
            _version = _response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        }
        _body = await _response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
    }

    async ValueTask<T> InTimeAsync<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(s_silence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
        try
        {
            return await action(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"nothing came in {s_silence.TotalSeconds} s");
        }
    }

    static bool IsBroken(Exception e, CancellationToken cancel) => e is HttpRequestException or IOException && !cancel.IsCancellationRequested;

    public void Dispose() => _response?.Dispose();
}

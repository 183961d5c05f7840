using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Network;

/// <summary>
/// HTTP for one plugin. Its connections are its own, so that none is taken over that was checked for another, and are gone when it
/// stops. Without cookies, proxies or anything else that one fetch would leave to the next.
/// </summary>
public sealed partial class PluginFetch(FetchOptions options) : IGuestFetch, IDisposable
{
    // A new try after a refused one: as coarse as the pace allows.
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    readonly RateGate _pace = new(options.PerSecond, options.Time);
    HttpMessageInvoker? _http;
    long _requests, _failed, _bytesOut, _bytesIn;

    public FetchStatistics Statistics =>
        new(Volatile.Read(ref _requests), Volatile.Read(ref _failed), Volatile.Read(ref _bytesOut), Volatile.Read(ref _bytesIn));

    /// <summary>Blocks until the answer is whole, the deadline has passed or the call is ended. For the plugin's own thread.</summary>
    public FetchReply Send(FetchRequest request, CancellationToken cancel)
    {
        Interlocked.Increment(ref _requests);
        var reply = SendAsync(request, cancel).GetAwaiter().GetResult();
        Interlocked.Add(ref reply.Fault is null ? ref _bytesIn : ref _failed, reply.Fault is null ? reply.Body.Length : 1);
        return reply;
    }

    public void Dispose() => _http?.Dispose();

    async Task<FetchReply> SendAsync(FetchRequest request, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            while (!_pace.TryPass())
                await Task.Delay(s_pause, options.Time, either.Token).ConfigureAwait(false);
            return await FollowAsync(FetchHop.First(request, options), either.Token).ConfigureAwait(false);
        }
        catch (FetchFault fault)
        {
            return FetchReply.Failed(fault.Message);
        }
        catch (OperationCanceledException)
        {
            return FetchReply.Failed(cancel.IsCancellationRequested ? "the call was ended" : $"no answer within {options.Deadline.TotalSeconds:0.#} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or InvalidDataException or ObjectDisposedException)
        {
            return FetchReply.Failed(Explain(fault));
        }
    }

    async Task<FetchReply> FollowAsync(FetchHop hop, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            if (!options.Reach.Covers(hop.Url.IdnHost, hop.Url.Port))
                throw new FetchFault($"the plugin may not reach {hop.Url.IdnHost}:{hop.Url.Port}");
            using var message = hop.ToMessage();
            Interlocked.Add(ref _bytesOut, hop.Body?.Length ?? 0);
            using var answer = await Http().SendAsync(message, cancel).ConfigureAwait(false);
            if (hop.After(answer) is { } next)
            {
                hop = redirects < options.MostRedirects ? next : throw new FetchFault($"more than {options.MostRedirects} redirects");
                continue;
            }
            var body = await FetchBody.ReadAsync(answer.Content, options.MostBytes, cancel).ConfigureAwait(false);
            return new FetchReply((int)answer.StatusCode, body);
        }
    }

    static string Explain(Exception fault) => fault switch
    {
        HttpRequestException { InnerException: FetchFault inner } => inner.Message,
        HttpRequestException { InnerException: AuthenticationException inner } => "TLS: " + inner.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer has too many or too long headers",
        HttpRequestException { InnerException: SocketException inner } http => $"{http.Message} ({inner.SocketErrorCode})",
        InvalidDataException => "the answer is compressed in a way that cannot be read",
        ObjectDisposedException => "the plugin stopped",
        _ => fault.Message,
    };
}

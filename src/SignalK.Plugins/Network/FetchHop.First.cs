using System.Buffers;
using System.Collections.Frozen;
using SignalK.Plugins.Abi;

namespace SignalK.Plugins.Network;

sealed partial record FetchHop
{
    const int MostUrl = 8 << 10;
    const int MostMethod = 16;

    // RFC 9110, 5.6.2.
    static readonly SearchValues<char> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What the connection says of itself, as the Fetch standard forbids it to scripts.
    static readonly FrozenSet<string> s_ours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Keep-Alive", "Accept-Encoding",
        "Accept-Charset", "Date", "Via", "Proxy-Connection", "Proxy-Authorization");

    static readonly SearchValues<char> s_notInAValue =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Append(127).Select(c => (char)c)]);

    /// <summary>The guest's request, checked.</summary>
    /// <exception cref="FetchFault">It is none that may be sent.</exception>
    public static FetchHop First(FetchRequest request, FetchOptions options)
    {
        if (request.Url.Length > MostUrl || !Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || !IsHttp(url))
            throw new FetchFault("the URL is none of http or https");
        if (url.UserInfo.Length > 0)
            throw new FetchFault("the URL contains credentials: they belong into a header");
        if (request.Method.Length is 0 or > MostMethod || request.Method.AsSpan().ContainsAnyExcept(s_token) || request.Method is "CONNECT" or "TRACE" or "TRACK")
            throw new FetchFault("the method is none that may be sent");
        if (request.Body?.Length > options.MostBytes)
            throw new FetchFault($"the body has more than {options.MostBytes} bytes");
        if (request.Headers.Count > options.MostHeaders || request.Headers.Sum(h => (long)h.Key.Length + h.Value.Length + 4) > options.MostHeaderBytes)
            throw new FetchFault($"there are more than {options.MostHeaders} headers or {options.MostHeaderBytes} bytes of them");
        foreach (var (name, value) in request.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_token) || value.AsSpan().ContainsAny(s_notInAValue))
                throw new FetchFault("a header contains what no header may");
        }
        var headers = request.Headers.Where(h => !s_ours.Contains(h.Key));
        if (!request.Headers.Any(h => h.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)))
            headers = headers.Append(new("User-Agent", options.UserAgent));
        return new FetchHop(request.Method, url, [.. headers], request.Body);
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url);
        if (Body is not null || Method is "POST" or "PUT" or "PATCH")
            message.Content = new ByteArrayContent(Body ?? []);
        foreach (var (name, value) in Headers)
        {
            // Values outside of ASCII are sent as UTF-8: see the encoding of the handler.
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }
}

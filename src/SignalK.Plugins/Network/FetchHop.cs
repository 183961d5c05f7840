using System.Net;

namespace SignalK.Plugins.Network;

/// <summary>One request on its way, and the next one when the answer sends it on (the Fetch standard's HTTP-redirect fetch).</summary>
sealed partial record FetchHop(string Method, Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body)
{
    /// <returns>Null when the answer is one.</returns>
    /// <exception cref="FetchFault">It leads to where no fetch goes.</exception>
    public FetchHop? After(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || answer.Headers.Location is not { } location)
            return null;
        var url = location.IsAbsoluteUri ? location : new Uri(Url, location);
        if (!IsHttp(url) || url.UserInfo.Length > 0)
            throw new FetchFault($"a redirect leads to {Shown(url)}");
        if (Url.Scheme == Uri.UriSchemeHttps && url.Scheme == Uri.UriSchemeHttp)
            throw new FetchFault($"a redirect leads from https to {Shown(url)}");
        var next = this with { Url = url };
        var becomesGet = answer.StatusCode == HttpStatusCode.SeeOther ? Method is not ("GET" or "HEAD")
            : answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found && Method == "POST";
        if (becomesGet)
            next = next with { Method = "GET", Body = null, Headers = [.. Headers.Where(h => !IsOfBody(h.Key))] };
        // Who the guest is, is the first server's to know.
        if (Url.Host != url.Host || Url.Port != url.Port || Url.Scheme != url.Scheme)
            next = next with { Headers = [.. next.Headers.Where(h => !IsSecret(h.Key))] };
        return next;
    }

    static bool IsHttp(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    static string Shown(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    static bool IsOfBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    static bool IsSecret(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}

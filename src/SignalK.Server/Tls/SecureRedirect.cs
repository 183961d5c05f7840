using System.Net;
using Microsoft.AspNetCore.Http;

namespace SignalK.Server.Tls;

/// <summary>Sends clients of HTTP to HTTPS, where that is wanted and can be had: never to a certificate that ended.</summary>
internal sealed class SecureRedirect(CertificateFiles certificates, Func<int?> port)
{
    private const int HttpsPort = 443;

    /// <summary>Whether it was answered. Programs of the machine itself, proxies among them, are left alone.</summary>
    public bool TryAnswer(HttpContext http)
    {
        var request = http.Request;
        if (request.IsHttps || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)
            || !request.Host.HasValue || !certificates.IsGood || port() is not { } secure)
        {
            return false;
        }

        var host = secure == HttpsPort ? new HostString(request.Host.Host) : new HostString(request.Host.Host, secure);
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = $"https://{host.ToUriComponent()}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        return true;
    }
}

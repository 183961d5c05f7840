using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SignalK.Plugins.Network;

public sealed partial class PluginFetch
{
    // Made by the first fetch: a plugin that never asks costs nothing. Only the plugin's thread comes here.
    HttpMessageInvoker Http() => _http ??= new HttpMessageInvoker(new SocketsHttpHandler
    {
        UseCookies = false,
        // Each hop is checked against the list, which a handler that follows by itself does not know.
        AllowAutoRedirect = false,
        // A proxy would connect where we cannot look.
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        // In kilobytes.
        MaxResponseHeadersLength = Math.Max(1, options.MostHeaderBytes >> 10),
        // An answer beyond the cap is not read to its end for the sake of the connection.
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = 2,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = ConnectAsync,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy() },
    });

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses;
        try
        {
            addresses = await options.Resolver.ResolveAsync(host, cancel).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            throw new FetchFault($"there is no host {host}, or nobody to ask for it");
        }
        // Looked at when it connects, and not before: a name server may answer otherwise the next time.
        addresses = options.Reach.Within(host, port, addresses);
        if (addresses.Length == 0)
            throw new FetchFault($"{host} leads into the boat's own network, which the plugin's list does not name");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    X509ChainPolicy? Policy()
    {
        if (options.Roots is null)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(options.Roots);
        return policy;
    }
}

using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignalK.Server.Tls;

namespace SignalK.Server.Http;

/// <summary>Kestrel alone, without host, configuration or container: half the start time is theirs.</summary>
internal sealed class KestrelFace : IDisposable
{
    private readonly KestrelServer _kestrel;
    private readonly ServerOptions _options;
    private readonly IReadOnlyList<IPEndPoint> _endpoints;
    private readonly string _scheme;

    /// <param name="options">Limits.</param>
    /// <param name="endpoints">Where it listens.</param>
    /// <param name="tls">Null: plain HTTP.</param>
    /// <param name="loggers">For warnings of Kestrel's.</param>
    public KestrelFace(ServerOptions options, IReadOnlyList<IPEndPoint> endpoints, TlsLayer? tls, ILoggerFactory loggers)
    {
        (_options, _endpoints, _scheme) = (options, endpoints, tls is null ? "HTTP" : "HTTPS");
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = options.MaxBodySize;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        foreach (var endpoint in endpoints)
        {
            kestrel.Listen(endpoint, listen =>
            {
                // HTTP/2 needs TLS in every browser, and WebSockets are what is used most.
                listen.Protocols = HttpProtocols.Http1;
                if (tls is not null)
                {
                    ((IConnectionBuilder)listen).Use(tls.Around);
                }
            });
        }

        var quiet = new QuietLoggers(loggers);

        // Our handlers do not block, so a request is answered and a delta sent by the thread that has it in hand: a hop to
        // another one costs more than either.
        var sockets = new SocketTransportOptions { UnsafePreferInlineScheduling = true };
        var transport = new SocketTransportFactory(Options.Create(sockets), quiet);
        _kestrel = new KestrelServer(Options.Create(kestrel), transport, quiet);
    }

    /// <summary>Bound addresses, with the ports that were really taken.</summary>
    public IReadOnlyList<IPEndPoint> Addresses { get; private set; } = [];

    /// <exception cref="BindException">An address cannot be listened on.</exception>
    public async Task StartAsync(DispatchApplication application, CancellationToken cancel)
    {
        try
        {
            await _kestrel.StartAsync(application, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new BindException(_scheme, _endpoints, e);
        }

        Addresses = [.. _kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Select(ToEndPoint)];
    }

    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(_options.StopTimeout);
        await _kestrel.StopAsync(patience.Token).ConfigureAwait(false);
    }

    public void Dispose() => _kestrel.Dispose();

    private static IPEndPoint ToEndPoint(string address)
    {
        var uri = new Uri(address.Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
        return new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port);
    }
}

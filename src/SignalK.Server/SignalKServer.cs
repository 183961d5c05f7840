using System.Net;
using SignalK.Core.Security;
using SignalK.Server.Health;
using SignalK.Server.Http;
using SignalK.Server.Machine;
using SignalK.Server.Plugins;
using SignalK.Server.Rest;
using SignalK.Server.Rest.V2;
using SignalK.Server.Security;
using SignalK.Server.Streams;
using SignalK.Server.Tls;
using SignalK.Server.Web;

namespace SignalK.Server;

/// <summary>The face of the appliance on the network. Routes may be added at any time, before the start and after.</summary>
public sealed class SignalKServer : IAsyncDisposable
{
    private readonly KestrelFace _kestrel;
    private readonly SecureListener? _secure;
    private int _isStopped;
    private readonly DispatchApplication _application;
    private readonly LoginService _logins;
    private readonly BinaryStreamHost _binary;

    public SignalKServer(ServerOptions options, ServerServices services)
    {
        Options = options;
        Authenticator = new Authenticator(services.Security, options.SecurityEnabled, services.Time);
        _logins = new LoginService(services.Security, services.Time);
        Streams = new StreamHost(services.Hub, services.PutHandlers, services.Requests, services.Streams, options.Version)
        {
            Login = options.SecurityEnabled ? LoginAsync : null,
            ServerEvent = () => ProviderStatus.Make(services),
        };
        var health = new HealthReport(options, services, Streams);
        var desk = new ProviderDesk(services.Time, options.PluginTimeout);
        _binary = new BinaryStreamHost(services.BinaryStreams, services.Time);
        var apps = new WebApps(options.ConfigDirectory, services.Plugins, options.ShippedPackages);
        Routes.Add([
            .. new DiscoveryRoutes(options.Version, services.TcpStreamPort, services.Plugins).All,
            .. new ApiRoutes(services.Hub, services.PutHandlers, services.Requests, services.Time).All,
            .. new LoginRoutes(Authenticator, _logins).All,
            .. new MachineRoutes(services.Machine, services.Security, _logins, services.Time).All,
            .. ApplicationDataRoutes.All,
            .. apps.All,
            .. PageRoutes.All,
            .. new AdminRoutes(apps, services.Plugins).All,
            .. new ResourceRoutes(services.Providers, new ResourceNews(services.Hub), desk).All,
            .. new WeatherRoutes(services.Providers.Weather, desk).All,
            .. new RadarRoutes(services.Providers.Radars, _binary, desk).All,
            new("GET", "/signalk/v2/api/streams/*", Access.Read, e => _binary.RunAsync(e, e.Rest)),
            .. new PluginRoutes(services.Plugins, services, options).All,
            new("GET", "/skServer/health", Access.None, e => JsonReply.SendAsync(
                e, 200, (Report: health, e.Principal), static (writer, s) => s.Report.Write(writer, s.Principal))),
            new("GET", "/signalk/v1/stream", Access.None, StreamAsync),
        ]);
        var redirect = options.RedirectsToSecure && services.Certificates is { } shown
            ? new SecureRedirect(shown, () => SecureAddresses is [var first, ..] ? options.ExternalSecurePort ?? first.Port : null)
            : null;
        var dispatcher = new Dispatcher(Routes, new Route("GET", "/*", Access.None, apps.ServeAsync), Authenticator, redirect, services.Loggers.CreateLogger("SignalK.Server.Http"));
        _application = new DispatchApplication(dispatcher);
        _kestrel = new KestrelFace(options, options.Listen, tls: null, services.Loggers);
        if (services.Certificates is { } certificates && options.SecureListen.Count > 0)
        {
            _secure = new SecureListener(options, certificates, _application, services.Faults, services.Time, services.Loggers);
        }
    }

    public ServerOptions Options { get; }

    public RouteTable Routes { get; } = new();

    public Authenticator Authenticator { get; }

    /// <summary>The clients of the delta streams; the one over plain TCP is opened beside this server.</summary>
    public StreamHost Streams { get; }

    /// <summary>Where it listens, with the ports that were really taken; empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => _kestrel.Addresses;

    /// <summary>Where HTTPS is answered; empty while it is not.</summary>
    public IReadOnlyList<IPEndPoint> SecureAddresses => _secure?.Addresses ?? [];

    /// <exception cref="BindException">HTTP cannot listen on an address; nothing is listened on then.</exception>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        await _kestrel.StartAsync(_application, cancel).ConfigureAwait(false);
        if (_secure is not null)
        {
            await _secure.StartAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Ends requests within <see cref="ServerOptions.StopTimeout"/>.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        // Streams first: nobody else would end them.
        Streams.Dispose();
        _binary.Dispose();
        await Task.WhenAll(_kestrel.StopAsync(), _secure?.StopAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _kestrel.Dispose();
        _secure?.Dispose();
        _logins.Dispose();
    }

    private Task StreamAsync(Exchange exchange)
    {
        if (!WebSocketEndpoint.IsUpgrade(exchange.Http))
        {
            exchange.Response.Headers.Upgrade = "websocket";
            return JsonReply.ErrorAsync(exchange, 426, "this is a WebSocket: connect with Upgrade: websocket");
        }

        return Authenticator.IsEnabled && Authenticator.Identify(exchange.Http).Fault is { } fault
            ? JsonReply.SendAsync(exchange, 401, fault, static (writer, reason) =>
            {
                writer.WriteStartObject();
                writer.WriteString("error"u8, reason);
                writer.WriteEndObject();
            })
            : WebSocketEndpoint.RunAsync(exchange.Http, Streams, exchange.Principal);
    }

    private async ValueTask<StreamLogin> LoginAsync(string user, string password, IPAddress from, CancellationToken cancel)
    {
        var result = await _logins.LoginAsync(user, password, from, cancel).ConfigureAwait(false);
        return result.Token is { } token
            ? new StreamLogin(Authenticator.Identify(token).Principal, token, result.TimeToLive)
            : new StreamLogin(null, Message: result.Message);
    }
}

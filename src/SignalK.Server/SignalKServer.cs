using System.Net;
using SignalK.Server.Http;
using SignalK.Server.Rest;
using SignalK.Server.Security;

namespace SignalK.Server;

/// <summary>The face of the appliance on the network. Routes may be added at any time, before the start and after.</summary>
public sealed class SignalKServer : IAsyncDisposable
{
    private readonly KestrelFace _kestrel;
    private readonly DispatchApplication _application;
    private readonly LoginService _logins;

    public SignalKServer(ServerOptions options, ServerServices services)
    {
        Options = options;
        Authenticator = new Authenticator(services.Security, options.SecurityEnabled, services.Time);
        _logins = new LoginService(services.Security, services.Time);
        Routes.Add([
            .. new DiscoveryRoutes(options.Version, services.TcpStreamPort).All,
            .. new ApiRoutes(services.Hub, services.PutHandlers, services.Requests).All,
            .. new LoginRoutes(Authenticator, _logins).All,
        ]);
        var dispatcher = new Dispatcher(Routes, Authenticator, services.Loggers.CreateLogger("SignalK.Server.Http"));
        _application = new DispatchApplication(dispatcher);
        _kestrel = new KestrelFace(options, services.Loggers);
    }

    public ServerOptions Options { get; }

    public RouteTable Routes { get; } = new();

    public Authenticator Authenticator { get; }

    /// <summary>For sockets that log in by message.</summary>
    public LoginService Logins => _logins;

    /// <summary>Where it listens, with the ports that were really taken; empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => _kestrel.Addresses;

    /// <exception cref="BindException">An address cannot be listened on; nothing is listened on then.</exception>
    public Task StartAsync(CancellationToken cancel = default) => _kestrel.StartAsync(_application, cancel);

    /// <summary>Ends requests within <see cref="ServerOptions.StopTimeout"/>.</summary>
    public Task StopAsync() => _kestrel.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _kestrel.Dispose();
        _logins.Dispose();
    }
}

using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Rest;

/// <summary><c>/signalk</c>: where everything is. Open to all, as a client has nothing else to begin with.</summary>
internal sealed class DiscoveryRoutes(string version, Func<int?> tcpPort)
{
    public IEnumerable<Route> All => [new("GET", "/signalk", Access.None, GetAsync)];

    private Task GetAsync(Exchange exchange) => JsonReply.SendAsync(exchange, 200, (Self: this, exchange.Http), static (writer, state) =>
    {
        var request = state.Http.Request;
        var isSecure = request.IsHttps || request.Headers["X-Forwarded-Proto"] == "https";
        var host = request.Host is { HasValue: true } named ? named : new HostString("localhost", state.Http.Connection.LocalPort);
        writer.WriteStartObject();
        writer.WriteStartObject("endpoints"u8);
        writer.WriteStartObject("v1"u8);
        writer.WriteString("version"u8, state.Self.Version);
        writer.WriteString("signalk-http"u8, $"{(isSecure ? "https" : "http")}://{host.Value}/signalk/v1/api/");
        writer.WriteString("signalk-ws"u8, $"{(isSecure ? "wss" : "ws")}://{host.Value}/signalk/v1/stream");
        if (state.Self.TcpPort is { } port)
        {
            writer.WriteString("signalk-tcp"u8, $"tcp://{host.Host}:{port}");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("server"u8);
        writer.WriteString("id"u8, "signalk-appliance");
        writer.WriteString("version"u8, state.Self.Version);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private string Version => version;

    private int? TcpPort => tcpPort();
}

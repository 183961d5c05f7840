using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;
using SignalK.Plugins;
using SignalK.Server.Http;
using SignalK.Server.Plugins;

namespace SignalK.Server.Rest;

/// <summary><c>/signalk</c>: where everything is. Open to all, as a client has nothing else to begin with.</summary>
internal sealed class DiscoveryRoutes(string version, Func<int?> tcpPort, IPluginHost? plugins)
{
    // Of the APIs below /signalk/v2, whose documents upstream numbers so.
    private const string ApiVersion = "2.0.0";

    public IEnumerable<Route> All =>
    [
        new("GET", "/signalk", Access.None, GetAsync),
        new("GET", "/signalk/v2/features", Access.Read, FeaturesAsync),
    ];

    /// <summary>The APIs and plugins that are there; <c>?enabled=</c> leaves out the plugins that are off, or on (and the APIs then).</summary>
    private Task FeaturesAsync(Exchange exchange)
    {
        bool? enabled = exchange.Request.Query["enabled"].ToString() switch { "true" or "1" => true, "false" or "0" => false, _ => null };
        return JsonReply.SendAsync(exchange, 200, (Plugins: plugins?.Plugins ?? [], Enabled: enabled), static (writer, s) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("apis"u8);
            foreach (var api in s.Enabled == false ? [] : (string[])["resources", "weather", "radar"])
            {
                writer.WriteStringValue(api);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("plugins"u8);
            foreach (var plugin in s.Plugins.Where(p => s.Enabled is null || p.Enabled == s.Enabled))
            {
                PluginReport.WriteFeature(writer, plugin);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

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
        writer.WriteStartObject("v2"u8);
        writer.WriteString("version"u8, ApiVersion);
        writer.WriteString("signalk-http"u8, $"{(isSecure ? "https" : "http")}://{host.Value}/signalk/v2/api/");
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

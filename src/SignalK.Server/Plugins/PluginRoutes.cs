using SignalK.Core.Security;
using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>
/// <c>/plugins</c> and <c>/skServer/plugins</c>: the plugins, what can be done with them, and below each id what it serves
/// itself. All of it needs an administrator, as upstream has it.
/// </summary>
internal sealed class PluginRoutes(IPluginHost? host, ServerServices services, ServerOptions options)
{
    // Below the second a plugin cannot take a name that the owner needs.
    private const string Public = "/plugins";
    private const string Own = "/skServer/plugins";

    private readonly EndpointCaller _endpoints = new(services.Time, options.PluginTimeout);

    public IEnumerable<Route> All =>
    [
        new("GET", Public, Access.Admin, ListAsync),
        new("GET", Own, Access.Admin, ListAsync),
        .. Below(Public, isOwn: false),
        .. Below(Own, isOwn: true),
        new("POST", $"{Own}/install", Access.Machine, e => host is null ? NoHostAsync(e) : PluginInstall.RunAsync(e, host)),
    ];

    private IEnumerable<Route> Below(string prefix, bool isOwn) =>
        from method in (string[])["GET", "POST", "PUT", "DELETE"]
        select new Route(method, $"{prefix}/*", Access.Admin, e => RunAsync(e, isOwn));

    private Task ListAsync(Exchange exchange) => JsonReply.SendAsync(exchange, 200, host?.Plugins ?? [], static (writer, plugins) =>
    {
        writer.WriteStartArray();
        foreach (var plugin in plugins)
        {
            PluginReport.WriteEntry(writer, plugin);
        }

        writer.WriteEndArray();
    });

    private Task RunAsync(Exchange exchange, bool isOwn)
    {
        if (host is null)
        {
            return NoHostAsync(exchange);
        }

        // The id may be the package's name: @scope%2Fname, or with the slash as it is.
        var rest = exchange.Rest.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var length = IdLength(rest);
        if (host.Find(rest[..length]) is not { } plugin)
        {
            return PluginReply.ErrorAsync(exchange, 404, $"there is no plugin {rest[..length]}");
        }

        var action = rest[length..].Trim('/');
        var method = exchange.Request.Method;
        return (method, action) switch
        {
            ("GET" or "HEAD", "") => JsonReply.SendAsync(exchange, 200, plugin, PluginReport.WriteSummary),
            ("GET" or "HEAD", "config") => JsonReply.SendAsync(exchange, 200, plugin, PluginReport.WriteConfig),
            ("POST", "config") => PluginActions.ConfigureAsync(exchange, host, plugin),
            ("POST", "reload") => PluginActions.ActAsync(exchange, host.ReloadAsync(plugin.Id.Derived)),
            ("POST", "grants") when isOwn => PluginInstall.GrantAsync(exchange, host, plugin),
            ("POST", "enable") when isOwn => PluginActions.ActAsync(exchange, host.EnableAsync(plugin.Id.Derived)),
            ("POST", "disable") when isOwn => PluginActions.ActAsync(exchange, host.DisableAsync(plugin.Id.Derived)),
            ("POST", "undo") when isOwn => PluginInstall.UndoAsync(exchange, host, plugin),
            ("DELETE", "") when isOwn => PluginInstall.RemoveAsync(exchange, host, plugin),
            ("GET" or "HEAD", "stats" or "crashes") when isOwn || host.FindEndpoint(plugin.Id.Derived, "GET", $"/{action}") is null => ShowAsync(exchange, plugin, action),
            _ => ServeAsync(exchange, plugin),
        };
    }

    private Task ServeAsync(Exchange exchange, PluginStatus plugin)
    {
        var path = EndpointRequest.PathBelow(exchange.Request, plugin.Id);
        var method = exchange.Request.Method == "HEAD" ? "GET" : exchange.Request.Method;
        return host!.FindEndpoint(plugin.Id.Derived, method, path) is { } endpoint
            ? _endpoints.RunAsync(exchange, endpoint, path)
            : PluginReply.ErrorAsync(exchange, 404, $"{plugin.Id} serves nothing for {method} {path}");
    }

    private Task ShowAsync(Exchange exchange, PluginStatus plugin, string what) => what == "stats"
        ? JsonReply.SendAsync(exchange, 200, plugin, PluginReport.WriteStatus)
        : JsonReply.SendAsync(exchange, 200, host!.Crashes(plugin.Id.Derived), static (writer, crashes) =>
        {
            writer.WriteStartArray();
            foreach (var crash in crashes)
            {
                PluginReport.WriteJson(writer, crash);
            }

            writer.WriteEndArray();
        });

    private static Task NoHostAsync(Exchange exchange) => PluginReply.ErrorAsync(exchange, 404, "this server runs no plugins");

    private static int IdLength(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && rest[0] == '@')
        {
            slash = rest.IndexOf('/', slash + 1);
        }

        return slash < 0 ? rest.Length : slash;
    }
}

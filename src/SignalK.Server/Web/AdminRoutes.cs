using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;
using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Web;

/// <summary>
/// Upstream's admin interface at <c>/admin/</c>, where the owner put its package into <c>node_modules/</c>, and what its pages
/// about plugins ask for beyond the plugins themselves. Other pages of it find their routes missing.
/// </summary>
internal sealed class AdminRoutes(WebApps apps, IPluginHost? plugins)
{
    private const string Package = "@signalk/server-admin-ui";

    // Stands where upstream puts the scripts of embedded applications.
    private const string Placeholder = "%ADDONSCRIPTS%";

    // Its styles name images where they lay before it was built.
    private const string SourceImages = "assets/public_src/img/";
    private const string Images = "img/";

    private const int MaxIndexBytes = 256 * 1024;

    public IEnumerable<Route> All =>
    [
        new("GET", "/admin/*", Access.None, ServeAsync),
        new("GET", $"/{Package}", Access.None, ServeAsync),
        new("GET", "/skServer/settings", Access.Admin, e => JsonReply.SendAsync(e, 200, (plugins, e.Http.Connection.LocalPort), WriteSettings)),
    ];

    private Task ServeAsync(Exchange exchange)
    {
        if (apps.Find(Package) is not { } app)
        {
            return JsonReply.ErrorAsync(exchange, 404, $"the package {Package} is not installed here; the page of this server is at /");
        }

        if (exchange.Request.Path.Value is not { } path || !path.StartsWith("/admin/", StringComparison.Ordinal))
        {
            exchange.Response.Redirect("/admin/", permanent: false);
            return Task.CompletedTask;
        }

        exchange.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return exchange.Rest is "" or "index.html"
            ? SendIndexAsync(exchange, app)
            : FileReply.SendAsync(exchange, app.Folder, exchange.Rest.Replace(SourceImages, Images, StringComparison.Ordinal));
    }

    private async Task SendIndexAsync(Exchange exchange, WebApp app)
    {
        var file = new FileInfo(Path.Combine(app.Folder, "index.html"));
        if (!file.Exists || file.Length > MaxIndexBytes)
        {
            await JsonReply.ErrorAsync(exchange, 404, $"{Package} has no index.html").ConfigureAwait(false);
            return;
        }

        var scripts = string.Join('\n', apps.List().Where(a => a.IsEmbeddable).Select(a => $"<script src=\"{a.Location}remoteEntry.js\"></script>"));
        var index = await File.ReadAllTextAsync(file.FullName, exchange.Http.RequestAborted).ConfigureAwait(false);
        var body = Encoding.UTF8.GetBytes(index.Replace(Placeholder, scripts, StringComparison.Ordinal));
        exchange.Response.Headers.CacheControl = "no-cache";
        exchange.Response.ContentType = "text/html; charset=utf-8";
        exchange.Response.ContentLength = body.Length;
        await exchange.Response.BodyWriter.WriteAsync(body, exchange.Http.RequestAborted).ConfigureAwait(false);
    }

    private static void WriteSettings(Utf8JsonWriter writer, (IPluginHost? Plugins, int Port) state)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("interfaces"u8);
        writer.WriteBoolean("wasm"u8, state.Plugins is { Held: null });
        writer.WriteEndObject();
        writer.WriteStartObject("options"u8);
        writer.WriteEndObject();
        writer.WriteNumber("port"u8, state.Port);
        writer.WriteEndObject();
    }
}

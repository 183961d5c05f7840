using System.Text.Json;
using SignalK.Core.Security;
using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Web;

/// <summary>The web applications of <c>node_modules/</c>: looked for when first asked for, and again when a package came or went.</summary>
/// <param name="configDirectory">Holds <c>node_modules/</c>; null: there are no applications.</param>
/// <param name="plugins">Says which of them belong to plugins that may not bring files.</param>
/// <param name="shipped">Folders of packages that came with the machine; the owner's own go before them.</param>
internal sealed class WebApps(string? configDirectory, IPluginHost? plugins, IReadOnlyList<string>? shipped = null)
{
    private readonly string? _folder = configDirectory is null ? null : Path.Combine(configDirectory, "node_modules");
    private readonly Lock _gate = new();
    private Found _found = new(default, new Dictionary<string, WebApp>(StringComparer.Ordinal));

    public IEnumerable<Route> All =>
    [
        new("GET", "/signalk/v1/apps/list", Access.Read, e => JsonReply.SendAsync(e, 200, this, static (writer, self) =>
        {
            writer.WriteStartArray();
            foreach (var app in self.List())
            {
                app.WriteSummary(writer);
            }

            writer.WriteEndArray();
        })),
        new("GET", "/skServer/webapps", Access.Read, e => JsonReply.SendAsync(e, 200, this, static (writer, self) =>
        {
            writer.WriteStartArray();
            foreach (var app in self.List())
            {
                writer.WriteRawValue(app.PackageJson, skipInputValidation: true);
            }

            writer.WriteEndArray();
        })),
        new("GET", "/skServer/addons", Access.Read, e => JsonReply.SendAsync(e, 200, "[]"u8.ToArray())),
    ];

    /// <summary>Serves <c>/&lt;package name&gt;/…</c>. Open to all, as the login page of an application is part of it.</summary>
    public Task ServeAsync(Exchange exchange)
    {
        var path = exchange.Request.Path.Value ?? "/";
        var nameEnd = path.StartsWith("/@", StringComparison.Ordinal) ? IndexOfSlash(path, IndexOfSlash(path, 1) + 1) : IndexOfSlash(path, 1);
        if (Find(path[1..nameEnd]) is not { } app)
        {
            return JsonReply.ErrorAsync(exchange, 404, $"nothing at {path}");
        }

        if (nameEnd == path.Length)
        {
            // Its relative links start from the folder.
            exchange.Response.Redirect(app.Location + exchange.Request.QueryString, permanent: false);
            return Task.CompletedTask;
        }

        exchange.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return FileReply.SendAsync(exchange, app.Folder, path[(nameEnd + 1)..]);
    }

    public IReadOnlyList<WebApp> List() => [.. Current().Values.Where(IsAllowed).OrderBy(a => a.Name, StringComparer.Ordinal)];

    public WebApp? Find(string name) => Current().GetValueOrDefault(name) is { } app && IsAllowed(app) ? app : null;

    // A Node plugin does not run here, but what it shows in a browser does.
    private bool IsAllowed(WebApp app)
    {
        if (plugins?.Find(app.Name) is not { State: not PluginState.Unsupported } plugin)
        {
            return true;
        }

        using var capabilities = JsonDocument.Parse(plugin.Capabilities);
        return !capabilities.RootElement.TryGetProperty("staticFiles", out var files) || files.ValueKind != JsonValueKind.False;
    }

    private static int IndexOfSlash(string path, int from)
    {
        var at = from > path.Length ? -1 : path.IndexOf('/', from);
        return at < 0 ? path.Length : at;
    }

    private Dictionary<string, WebApp> Current()
    {
        if (_folder is null)
        {
            return _found.Apps;
        }

        var stamp = Stamp(_folder);
        lock (_gate)
        {
            if (_found.Stamp != stamp)
            {
                _found = new Found(stamp, Scan(_folder, shipped ?? []));
            }

            return _found.Apps;
        }
    }

    // Installing or removing a package touches the folder that it lies in.
    private static DateTime Stamp(string folder)
    {
        try
        {
            return Scopes(folder).Append(folder).Max(Directory.GetLastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private static Dictionary<string, WebApp> Scan(string folder, IReadOnlyList<string> shipped)
    {
        var apps = new Dictionary<string, WebApp>(StringComparer.Ordinal);
        try
        {
            foreach (var package in shipped.Concat(Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : []).Concat(Scopes(folder).SelectMany(Directory.EnumerateDirectories)))
            {
                if (WebApp.TryRead(package) is { } app)
                {
                    apps[app.Name] = app;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No packages, or they went while we looked; the next request looks again.
        }

        return apps;
    }

    private static IEnumerable<string> Scopes(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "@*") : [];

    private sealed record Found(DateTime Stamp, Dictionary<string, WebApp> Apps);
}

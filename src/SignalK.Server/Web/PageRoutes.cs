using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Web;

/// <summary>The page at <c>/</c>: a few files inside the binary, so that a boat without a network has it as well.</summary>
internal static class PageRoutes
{
    // Nothing from elsewhere and nothing inline: the page shows names that other boats sent.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self' ws: wss:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    private static readonly string[] s_names =
    [
        "index.html", "page.css", "plugins.css", "page.js", "dom.js", "units.js", "model.js", "dial.js", "targets.js", "health.js",
        "machine.html", "machine.js", "vendor.js", "server.js", "plugins.js", "plugin.js", "form.js", "schema.js", "capabilities.js", "grants.js",
    ];

    public static IEnumerable<Route> All
    {
        get
        {
            foreach (var name in s_names)
            {
                var file = new Lazy<Resource>(() => Resource.Load(name));
                foreach (var path in Paths(name))
                {
                    yield return new Route("GET", path, Access.None, e => SendAsync(e, file.Value));
                }
            }
        }
    }

    private static string[] Paths(string name) => name switch
    {
        "index.html" => ["/"],
        "machine.html" => ["/machine", "/claim", "/page/machine.html"],
        _ => [$"/page/{name}"],
    };

    private static Task SendAsync(Exchange exchange, Resource file)
    {
        var response = exchange.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (exchange.Request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.Headers.ContentType = file.Type;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        var body = file.Plain;
        if (JsonReply.Accepts(exchange.Request, "gzip"))
        {
            response.Headers.ContentEncoding = "gzip";
            body = file.Zipped;
        }

        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }

    private sealed record Resource(byte[] Plain, byte[] Zipped, string Type, string Tag)
    {
        public static Resource Load(string name)
        {
            using var stream = typeof(PageRoutes).Assembly.GetManifestResourceStream($"page/{name}")
                ?? throw new InvalidOperationException($"{name} is not in the binary");
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize))
            {
                gzip.Write(plain);
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8));
            return new Resource(plain, zipped.ToArray(), ContentTypes.Of(name), $"\"{hash}\"");
        }
    }
}

using System.Text;
using System.Text.Json;
using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Web;

namespace SignalK.Server.Machine;

/// <summary>The maker's colours and logo on the page. Without a maker the colours are an empty sheet.</summary>
internal sealed class VendorRoutes(VendorMark? vendor)
{
    private readonly byte[] _style = Encoding.UTF8.GetBytes(
        vendor?.Accent is { } accent ? $":root:not(.night) {{ --accent: light-dark({accent}, {vendor.AccentDark ?? accent}); }}\n" : "");

    public IEnumerable<Route> All =>
    [
        new("GET", "/page/vendor.css", Access.None, exchange => SendAsync(exchange, _style, "vendor.css")),
        .. vendor?.Logo is { } logo ? [new Route("GET", "/page/vendor-logo", Access.None, exchange => SendAsync(exchange, logo, vendor.LogoName))] : (Route[])[],
    ];

    public static void Write(Utf8JsonWriter writer, VendorMark vendor)
    {
        writer.WriteStartObject("vendor"u8);
        writer.WriteString("name"u8, vendor.Name);
        writer.WriteString("model"u8, vendor.Model);
        if (vendor.Url is { } url)
        {
            writer.WriteString("url"u8, url.ToString());
        }

        if (vendor.Support is { } support)
        {
            writer.WriteString("support"u8, support);
        }

        writer.WriteBoolean("logo"u8, vendor.Logo is not null);
        writer.WriteStartArray("ports"u8);
        foreach (var (name, device) in vendor.Ports)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            writer.WriteString("device"u8, device);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task SendAsync(Exchange exchange, byte[] content, string name)
    {
        var headers = exchange.Response.Headers;
        headers.ContentType = ContentTypes.Of(name);
        headers.CacheControl = "no-cache";
        // A picture that is opened by itself runs nothing.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        headers.XContentTypeOptions = "nosniff";
        exchange.Response.ContentLength = content.Length;
        await exchange.Response.BodyWriter.WriteAsync(content).ConfigureAwait(false);
    }
}

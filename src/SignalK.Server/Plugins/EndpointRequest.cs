using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Model;
using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>A request as the handler of a plugin gets it: <c>{method, path, query, params, body, headers}</c>.</summary>
internal static class EndpointRequest
{
    /// <summary>The path below the plugin's root as it was asked for, not unescaped, with its slash.</summary>
    public static string PathBelow(HttpRequest request, PluginId id)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? request.Path.ToUriComponent();
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = (query < 0 ? target : target[..query]).AsSpan();
        path = path[(path.IndexOf("/plugins/") + "/plugins/".Length)..];

        // @scope/name has a segment more than its derived id.
        var slash = path.IndexOf('/');
        if (slash >= 0 && path[0] == '@' && id.Package.Contains('/'))
        {
            var second = path[(slash + 1)..].IndexOf('/');
            slash = second < 0 ? -1 : slash + 1 + second;
        }

        return slash < 0 ? "/" : path[slash..].ToString();
    }

    /// <exception cref="RequestException">The body is not what its type says.</exception>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(Exchange exchange, string path, IReadOnlyDictionary<string, string> parameters)
    {
        var request = exchange.Request;
        var body = await Body.ReadAsync(exchange).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("method"u8, request.Method);
        writer.WriteString("path"u8, path);
        writer.WritePropertyName("query"u8);
        FormTree.Parse(request.QueryString.Value).Write(writer);
        writer.WriteStartObject("params"u8);
        foreach (var (name, value) in parameters)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("body"u8);
        WriteBody(writer, request.ContentType, body);
        writer.WriteStartObject("headers"u8);
        foreach (var (name, values) in request.Headers)
        {
            // Whoever has the administrator's token is the administrator.
            if (!name.Equals("authorization", StringComparison.OrdinalIgnoreCase) && !name.Equals("x-authorization", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("cookie", StringComparison.OrdinalIgnoreCase))
            {
                writer.WriteString(name.ToLowerInvariant(), string.Join(", ", values.ToArray()));
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    // Other types come as nothing: upstream has no parser for them, and text would be taken for JSON.
    private static void WriteBody(Utf8JsonWriter writer, string? contentType, byte[] body)
    {
        var type = (contentType ?? "").AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        if (body.Length > 0 && type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            WriteJson(writer, body);
        }
        else if (body.Length > 0 && type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            FormTree.Parse(Encoding.UTF8.GetString(body)).Write(writer);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = SkJson.MaxDepth });
            if (json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                throw new RequestException(400, "the body is neither a JSON object nor an array");
            }

            json.RootElement.WriteTo(writer);
        }
        catch (JsonException e)
        {
            throw new RequestException(400, $"the body is no JSON: {e.Message}");
        }
    }
}

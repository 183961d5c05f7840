using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SignalK.Core.Model;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>What a plugin's handler said, <c>{statusCode?, headers?, body?}</c>, as the answer to a request.</summary>
internal static class EndpointReply
{
    private const int MaxHeaders = 64;

    // How bytes get to the client is the server's matter.
    private static readonly HashSet<string> s_ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "content-length", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    };

    public static Task SendAsync(Exchange exchange, ReadOnlyMemory<byte> said)
    {
        JsonDocument reply;
        try
        {
            reply = JsonDocument.Parse(said, new JsonDocumentOptions { MaxDepth = SkJson.MaxDepth });
        }
        catch (JsonException e)
        {
            return PluginReply.ErrorAsync(exchange, 500, $"the plugin answered with what is no JSON: {e.Message}");
        }

        using (reply)
        {
            return reply.RootElement.ValueKind == JsonValueKind.Object
                ? SendAsync(exchange, reply.RootElement)
                : PluginReply.ErrorAsync(exchange, 500, "the plugin answered with what is no object");
        }
    }

    private static Task SendAsync(Exchange exchange, JsonElement reply)
    {
        var status = 200;
        if (reply.TryGetProperty("statusCode", out var code) && code.ValueKind != JsonValueKind.Null
            && (code.ValueKind != JsonValueKind.Number || !code.TryGetInt32(out status) || status is < 200 or > 599))
        {
            return PluginReply.ErrorAsync(exchange, 500, $"the plugin answered with the status {code.GetRawText()}");
        }

        var response = exchange.Response;
        if (reply.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject().Take(MaxHeaders))
            {
                Set(response, header);
            }
        }

        response.StatusCode = status;
        var body = reply.TryGetProperty("body", out var given) ? BodyOf(response, given) : [];
        if (status is 204 or 304)
        {
            return Task.CompletedTask;
        }

        response.ContentLength = body.Length;
        return body.Length == 0 ? Task.CompletedTask : response.BodyWriter.WriteAsync(body).AsTask();
    }

    private static byte[] BodyOf(HttpResponse response, JsonElement body)
    {
        if (body.ValueKind is JsonValueKind.Null)
        {
            return [];
        }

        if (body.ValueKind == JsonValueKind.String)
        {
            // Text is sent as it is; JSON in a string, too, as writing it anew would give the same.
            response.ContentType = WithCharset(response.ContentType, "text/html");
            return Encoding.UTF8.GetBytes(body.GetString()!);
        }

        response.ContentType = WithCharset(response.ContentType, "application/json");
        return Encoding.UTF8.GetBytes(body.GetRawText());
    }

    private static string WithCharset(string? given, string otherwise)
    {
        var type = string.IsNullOrEmpty(given) ? otherwise : given;
        return type.Contains("charset", StringComparison.OrdinalIgnoreCase) ? type : type + "; charset=utf-8";
    }

    private static void Set(HttpResponse response, JsonProperty header)
    {
        var values = header.Value.ValueKind == JsonValueKind.Array
            ? header.Value.EnumerateArray().Select(Text).OfType<string>().ToArray()
            : Text(header.Value) is { } one ? [one] : [];
        if (values.Length > 0 && IsName(header.Name) && !s_ours.Contains(header.Name) && Array.TrueForAll(values, IsValue))
        {
            response.Headers[header.Name] = values;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 256 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private static bool IsValue(string value) => value.Length <= 4_096 && value.All(c => c is '\t' or (>= ' ' and < '\u007f'));
}

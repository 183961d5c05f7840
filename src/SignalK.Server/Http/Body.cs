using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SignalK.Core.Model;

namespace SignalK.Server.Http;

/// <summary>A fault of the request that its sender is told.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status => status;
}

/// <summary>Request bodies: bounded, and parsed once.</summary>
internal static class Body
{
    /// <summary>The whole body.</summary>
    /// <exception cref="RequestException">It is longer than the server takes.</exception>
    public static async Task<byte[]> ReadAsync(Exchange exchange)
    {
        try
        {
            var reader = exchange.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException e)
        {
            throw new RequestException(e.StatusCode, e.StatusCode == 413 ? "the body is too long" : "the body does not arrive as promised");
        }
    }

    /// <summary>The body as JSON; dispose of it.</summary>
    /// <exception cref="RequestException">It is no JSON.</exception>
    public static async Task<JsonDocument> ReadJsonAsync(Exchange exchange)
    {
        var body = await ReadAsync(exchange).ConfigureAwait(false);
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = SkJson.MaxDepth });
        }
        catch (JsonException e)
        {
            throw new RequestException(400, body.Length == 0 ? "the body is empty, JSON was expected" : $"the body is no JSON: {e.Message}");
        }
    }
}

using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SignalK.Core.Model;

namespace SignalK.Server.Http;

/// <summary>JSON answers: written whole into a buffer that the thread keeps, so that length and status are known first.</summary>
internal static class JsonReply
{
    // Below it a compressed body saves no packet.
    private const int CompressAbove = 1_400;

    // What Kestrel buffers before a slow client must have read some: no need to hold megabytes for it.
    private const int Slice = 32 * 1024;

    private static readonly StringValues s_contentType = "application/json; charset=utf-8";
    private static readonly StringValues s_vary = "Accept-Encoding";

    [ThreadStatic]
    private static PooledBuffer? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>Sends what <paramref name="write"/> writes; it is called once, at once.</summary>
    public static Task SendAsync<T>(Exchange exchange, int status, T state, Action<Utf8JsonWriter, T> write) =>
        TrySendAsync(exchange, (state, write), static (writer, s) =>
        {
            s.write(writer, s.state);
            return true;
        }, status)!;

    /// <summary>The same, where it may turn out that there is nothing to send: null then.</summary>
    public static Task? TrySendAsync<T>(Exchange exchange, T state, Func<Utf8JsonWriter, T, bool> write, int status = 200)
    {
        var buffer = t_buffer ?? new PooledBuffer();
        var writer = t_writer ?? new Utf8JsonWriter(buffer, SkJson.WriterOptions);

        // Not the thread's while in use: a faulty write leaves nothing half-written behind.
        t_buffer = null;
        t_writer = null;
        writer.Reset(buffer);
        var isThere = write(writer, state);
        writer.Flush();
        var sent = isThere ? SendAsync(exchange, status, buffer.Written) : null;
        if (sent is { IsCompletedSuccessfully: false })
        {
            return ReleaseAfterAsync(sent, buffer);
        }

        buffer.Reset();
        t_buffer = buffer;
        t_writer = writer;
        return sent;
    }

    /// <summary>Sends JSON that is there already; the caller keeps it as it is until the task ends.</summary>
    public static Task SendAsync(Exchange exchange, int status, ReadOnlyMemory<byte> json)
    {
        var response = exchange.Response;
        response.StatusCode = status;
        response.Headers.ContentType = s_contentType;
        response.Headers.Vary = s_vary;
        if (json.Length > CompressAbove && Accepts(exchange.Request, "gzip"))
        {
            return SendCompressedAsync(exchange, json);
        }

        response.ContentLength = json.Length;
        if (json.Length > Slice)
        {
            return SendSlicesAsync(exchange, json);
        }

        var written = response.BodyWriter.WriteAsync(json);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    /// <summary>An error as every route gives it: <c>{"statusCode":404,"message":"…"}</c>.</summary>
    public static Task ErrorAsync(Exchange exchange, int status, string message) =>
        SendAsync(exchange, status, (status, message), static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode"u8, error.status);
            writer.WriteString("message"u8, error.message);
            writer.WriteEndObject();
        });

    public static Task TextAsync(Exchange exchange, int status, string text) =>
        SendAsync(exchange, status, text, static (writer, value) => writer.WriteStringValue(value));

    internal static bool Accepts(HttpRequest request, ReadOnlySpan<char> encoding)
    {
        foreach (var header in request.Headers.AcceptEncoding)
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                var item = header.AsSpan()[range];
                var weight = item.IndexOf(';');
                var name = (weight < 0 ? item : item[..weight]).Trim();
                if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                {
                    return weight < 0 || item[(weight + 1)..].Trim() is not ("q=0" or "q=0.0" or "q=0.00" or "q=0.000");
                }
            }
        }

        return false;
    }

    internal static async Task SendCompressedAsync(Exchange exchange, ReadOnlyMemory<byte> json)
    {
        var compressed = new PooledBuffer();
        try
        {
            using (var gzip = new GZipStream(new BufferStream(compressed), CompressionLevel.Fastest))
            {
                gzip.Write(json.Span);
            }

            exchange.Response.Headers.ContentEncoding = "gzip";
            exchange.Response.ContentLength = compressed.Written.Length;
            await SendSlicesAsync(exchange, compressed.Written).ConfigureAwait(false);
        }
        finally
        {
            compressed.Release();
        }
    }

    private static async Task ReleaseAfterAsync(Task sent, PooledBuffer buffer)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        finally
        {
            buffer.Release();
        }
    }

    private static async Task SendSlicesAsync(Exchange exchange, ReadOnlyMemory<byte> body)
    {
        var writer = exchange.Response.BodyWriter;
        while (!body.IsEmpty)
        {
            var slice = body[..Math.Min(Slice, body.Length)];
            body = body[slice.Length..];
            var result = await writer.WriteAsync(slice, exchange.Http.RequestAborted).ConfigureAwait(false);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }
}

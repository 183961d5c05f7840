using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using SignalK.Server.Http;

namespace SignalK.Server.Web;

/// <summary>Files below a folder, and never above it.</summary>
internal static class FileReply
{
    private const int ChunkSize = 64 * 1024;
    private const int CompressAbove = 1_400;
    private const int CompressBelow = 4 * 1024 * 1024;

    /// <summary>Sends a file, or its folder's <c>index.html</c>; 404 for all that is no plain file within the folder.</summary>
    public static async Task SendAsync(Exchange exchange, string folder, string relative)
    {
        using var file = Open(folder, relative, out var name);
        if (file is null)
        {
            await JsonReply.ErrorAsync(exchange, 404, $"nothing at {exchange.Request.Path}").ConfigureAwait(false);
            return;
        }

        var (request, response) = (exchange.Request, exchange.Response);
        var size = RandomAccess.GetLength(file);
        var changed = File.GetLastWriteTimeUtc(file);
        var type = ContentTypes.Of(name);
        var zips = ContentTypes.IsText(type) && size is > CompressAbove and < CompressBelow && request.Headers.Range.Count == 0
            && JsonReply.Accepts(request, "gzip");
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{size:x}-{changed.Ticks:x}{(zips ? "-z" : "")}\"");
        response.Headers.ETag = tag;
        response.Headers.LastModified = changed.ToString("R", CultureInfo.InvariantCulture);

        // An update must not leave a browser with half of the old application.
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.AcceptRanges = "bytes";
        if (IsFresh(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.Headers.ContentType = type;
        if (zips)
        {
            await SendCompressedAsync(exchange, file, size).ConfigureAwait(false);
            return;
        }

        var part = new ByteRange(0, size);
        if (request.Headers.Range is [{ } header] && MayBePartial(request, tag) && ByteRange.TryParse(header, size, out var range))
        {
            if (range is not { } wanted)
            {
                response.Headers.ContentRange = $"bytes */{size}";
                await JsonReply.ErrorAsync(exchange, 416, $"the file has {size} bytes").ConfigureAwait(false);
                return;
            }

            part = wanted;
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {part.Start}-{part.Start + part.Length - 1}/{size}";
        }

        response.ContentLength = part.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await CopyAsync(exchange, file, part).ConfigureAwait(false);
        }
    }

    private static SafeFileHandle? Open(string folder, string relative, out string name)
    {
        name = relative;
        foreach (var segment in relative.Split('/'))
        {
            // Hidden files (.git, .npmrc) are nobody's business; "%2f" stays escaped on its way here and finds nothing.
            if (segment.StartsWith('.') || segment.Contains('\\') || segment.Contains('\0'))
            {
                return null;
            }
        }

        try
        {
            var path = Path.Combine(folder, relative);
            if (relative.Length == 0 || relative.EndsWith('/') || Directory.Exists(path))
            {
                path = Path.Combine(path, "index.html");
            }

            name = path;
            if (!File.Exists(path))
            {
                return null;
            }

            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (IsWithin(file, folder))
            {
                return file;
            }

            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not readable for us is not there for others.
        }

        return null;
    }

    // Where a symbolic link led is asked of the open file itself, after all of them were followed.
    private static bool IsWithin(SafeFileHandle file, string folder)
    {
        var real = new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;
        return real is not null && RealPath.Of(folder) is { } top && real.StartsWith(top + "/", StringComparison.Ordinal);
    }

    private static bool IsFresh(HttpRequest request, string tag)
    {
        foreach (var header in request.Headers.IfNoneMatch)
        {
            if (header is not null && (header == "*" || header.Contains(tag, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBePartial(HttpRequest request, string tag) => request.Headers.IfRange.Count == 0 || request.Headers.IfRange == tag;

    private static async Task SendCompressedAsync(Exchange exchange, SafeFileHandle file, long size)
    {
        var content = new byte[size];
        var read = await RandomAccess.ReadAsync(file, content, 0, exchange.Http.RequestAborted).ConfigureAwait(false);
        await JsonReply.SendCompressedAsync(exchange, content.AsMemory(0, read)).ConfigureAwait(false);
    }

    private static async Task CopyAsync(Exchange exchange, SafeFileHandle file, ByteRange part)
    {
        var writer = exchange.Response.BodyWriter;
        var (at, end) = (part.Start, part.Start + part.Length);
        while (at < end)
        {
            var memory = writer.GetMemory(ChunkSize);
            var read = await RandomAccess.ReadAsync(file, memory[..(int)Math.Min(memory.Length, end - at)], at, exchange.Http.RequestAborted)
                .ConfigureAwait(false);
            if (read == 0)
            {
                // It was cut short meanwhile: the client must not take this for the whole.
                exchange.Http.Abort();
                return;
            }

            writer.Advance(read);
            at += read;
            if ((await writer.FlushAsync(exchange.Http.RequestAborted).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }
        }
    }
}

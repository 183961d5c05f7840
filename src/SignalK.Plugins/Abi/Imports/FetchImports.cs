using System.Text;
using System.Text.Json;

namespace SignalK.Plugins.Abi;

/// <summary>HTTP for guests of any language: a request in JSON, the body of the answer in a buffer.</summary>
internal static class FetchImports
{
    const int Failed = -1;
    const int MaxHeaders = 128;
    const int MaxRequestBytes = 1024 * 1024;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_fetch", Fetch),
        new("sk_fetch_status", (in call) => call.Imports.FetchStatus),
    ];

    static double Fetch(in ImportCall call)
    {
        if (!call.TryBytes(0, out var json) || json.Length > MaxRequestBytes || !call.TryBytes(2, out var buffer) || Read(json) is not { } request)
            return Failed;
        var reply = call.Imports.Send(call.Call, request);
        return reply.Fault is null && reply.Body.AsSpan().TryCopyTo(buffer) ? reply.Body.Length : Failed;
    }

    /// <summary>{url, method?, headers?, body?}; null for anything else.</summary>
    static FetchRequest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "url") is { } url
                ? new FetchRequest(
                    Text(root, "method")?.ToUpperInvariant() ?? "GET", url, Headers(root),
                    Text(root, "body") is { } body ? Encoding.UTF8.GetBytes(body) : null)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half of a surrogate pair.
            return null;
        }
    }

    static List<KeyValuePair<string, string>> Headers(JsonElement root)
    {
        if (!root.TryGetProperty("headers", out var headers) || headers.ValueKind != JsonValueKind.Object)
            return [];
        return [.. headers.EnumerateObject().Take(MaxHeaders).Where(header => header.Value.ValueKind == JsonValueKind.String)
            .Select(header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!))];
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

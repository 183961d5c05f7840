using System.Text.Json;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Machine;

/// <summary>Updates over HTTP: a bundle as the body of a POST, or <c>{"url":…}</c>, or <c>{"rollback":true}</c>.</summary>
internal sealed class UpdateRoutes(IUpdates updates, long largestUpload)
{
    public IEnumerable<Route> All =>
    [
        new("GET", "/skServer/update", Access.Read, StatusAsync),
        new("POST", "/skServer/update", Access.Machine, PostAsync),
    ];

    private Task StatusAsync(Exchange exchange) => SendAsync(exchange, 200);

    private async Task PostAsync(Exchange exchange)
    {
        var refusal = exchange.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true
            ? await OrderAsync(exchange).ConfigureAwait(false)
            : await UploadAsync(exchange).ConfigureAwait(false);
        if (refusal is not null)
        {
            await JsonReply.ErrorAsync(exchange, updates.Status.IsBusy ? 409 : 400, refusal).ConfigureAwait(false);
            return;
        }

        await SendAsync(exchange, 202).ConfigureAwait(false);
    }

    private Task<string?> UploadAsync(Exchange exchange)
    {
        BackupRoutes.Allow(exchange, largestUpload);
        return exchange.Request.ContentLength > largestUpload
            ? Task.FromResult<string?>($"this is longer than an update may be ({largestUpload >> 20} MB)")
            : updates.UploadAsync(exchange.Request.Body, exchange.Request.ContentLength, exchange.Http.RequestAborted);
    }

    private async Task<string?> OrderAsync(Exchange exchange)
    {
        using var body = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        var root = body.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("rollback", out var back) && back.ValueKind == JsonValueKind.True)
        {
            return updates.RollBack();
        }

        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String
            && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? updates.Fetch(address)
            : """a bundle, {"url":"https://…"} or {"rollback":true} was expected""";
    }

    private Task SendAsync(Exchange exchange, int status) => JsonReply.SendAsync(exchange, status, updates.Status, Write);

    internal static void Write(Utf8JsonWriter writer, UpdateStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("state"u8, status.State);
        if (status.Percent is { } percent)
        {
            writer.WriteNumber("percent"u8, percent);
        }

        if (status.Version is { } version)
        {
            writer.WriteString("version"u8, version);
        }

        if (status.Message is { } message)
        {
            writer.WriteString("message"u8, message);
        }

        writer.WriteEndObject();
    }
}

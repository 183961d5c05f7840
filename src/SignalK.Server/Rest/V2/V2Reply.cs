using System.Text.Json;
using SignalK.Core.Providers;
using SignalK.Server.Http;

namespace SignalK.Server.Rest.V2;

/// <summary>Answers of the v2 APIs: <c>{"state":"COMPLETED","statusCode":200,"message":"…"}</c>.</summary>
internal static class V2Reply
{
    public static Task CompletedAsync(Exchange exchange, int status, string name, string value) =>
        JsonReply.SendAsync(exchange, status, (status, name, value), static (writer, s) =>
        {
            writer.WriteStartObject();
            writer.WriteString("state"u8, "COMPLETED"u8);
            writer.WriteNumber("statusCode"u8, s.status);
            writer.WriteString(s.name, s.value);
            writer.WriteEndObject();
        });

    public static Task FailedAsync(Exchange exchange, int status, string message) =>
        JsonReply.SendAsync(exchange, status, (status, message), static (writer, s) =>
        {
            writer.WriteStartObject();
            writer.WriteString("state"u8, "FAILED"u8);
            writer.WriteNumber("statusCode"u8, s.status);
            writer.WriteString("message"u8, s.message);
            writer.WriteEndObject();
        });

    /// <summary>Says why a provider gave nothing.</summary>
    public static Task FailedAsync(Exchange exchange, ProviderAnswer answer, string nothing) => answer.Outcome switch
    {
        ProviderOutcome.Nothing => FailedAsync(exchange, 404, nothing),
        ProviderOutcome.Unsupported => FailedAsync(exchange, 501, answer.Fault!),
        ProviderOutcome.Refused => FailedAsync(exchange, 400, answer.Fault!),
        ProviderOutcome.Unavailable => FailedAsync(exchange, 503, answer.Fault!),
        _ => FailedAsync(exchange, 502, answer.Fault!),
    };

    /// <summary>Faults of the request, told in this shape as well.</summary>
    public static RouteHandler Guard(RouteHandler handler) => async exchange =>
    {
        try
        {
            await handler(exchange).ConfigureAwait(false);
        }
        catch (RequestException e) when (!exchange.Response.HasStarted)
        {
            await FailedAsync(exchange, e.Status, e.Message).ConfigureAwait(false);
        }
    };

    /// <summary><c>{"ID":{"name":"…","isDefault":true}}</c></summary>
    public static Task ProvidersAsync<T>(Exchange exchange, ProviderSet<T> providers)
        where T : class, IProvider => JsonReply.SendAsync(exchange, 200, providers, static (writer, set) =>
    {
        var first = set.Default;
        writer.WriteStartObject();
        foreach (var provider in set.All)
        {
            writer.WriteStartObject(provider.Id);
            writer.WriteString("name"u8, provider.Name);
            writer.WriteBoolean("isDefault"u8, ReferenceEquals(provider, first));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    /// <summary><c>{"id":"…"}</c>; empty without a provider.</summary>
    public static Task DefaultAsync<T>(Exchange exchange, ProviderSet<T> providers)
        where T : class, IProvider => JsonReply.SendAsync(exchange, 200, providers.Default, static (writer, first) =>
    {
        writer.WriteStartObject();
        if (first is not null)
        {
            writer.WriteString("id"u8, first.Id);
        }

        writer.WriteEndObject();
    });

    public static Task ChooseAsync<T>(Exchange exchange, ProviderSet<T> providers, string id)
        where T : class, IProvider => providers.Choose(id)
            ? CompletedAsync(exchange, 200, "message", $"{id} is asked first from now on")
            : FailedAsync(exchange, 400, $"there is no provider {id}");
}

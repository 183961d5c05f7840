using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Rest.V2;

/// <summary><c>…/api/resources/TYPE[/ID[/property…]]</c>, for both versions of the API.</summary>
internal sealed class ResourceRoutes(ProviderRegistry registry, ResourceNews news, ProviderDesk desk)
{
    public IEnumerable<Route> All =>
        from path in (string[])["/signalk/v2/api/resources/*", "/signalk/v1/api/resources/*"]
        from route in (Route[])
        [
            new("GET", path, Access.Read, V2Reply.Guard(GetAsync)),
            new("PUT", path, Access.Write, V2Reply.Guard(PutAsync)),
            new("POST", path, Access.Write, V2Reply.Guard(PostAsync)),
            new("DELETE", path, Access.Write, V2Reply.Guard(DeleteAsync)),
        ]
        select route;

    private Task GetAsync(Exchange exchange) => Segments(exchange) switch
    {
        [] => ListTypesAsync(exchange),
        [var type, "_providers"] => JsonReply.SendAsync(exchange, 200, registry.Resources(type)?.All ?? [], static (writer, providers) =>
        {
            writer.WriteStartArray();
            foreach (var provider in providers)
            {
                writer.WriteStringValue(provider.Id);
            }

            writer.WriteEndArray();
        }),
        [var type, "_providers", "_default"] => registry.Resources(type)?.Default is { } first
            ? JsonReply.TextAsync(exchange, 200, first.Id)
            : throw Missing(type),
        [var type] => ListAsync(exchange, type),
        [var type, var id, .. var property] => GetAsync(exchange, type, id, property.Length > 0 ? string.Join('.', property) : null),
    };

    private Task ListTypesAsync(Exchange exchange) => JsonReply.SendAsync(exchange, 200, registry, static (writer, all) =>
    {
        writer.WriteStartObject();
        foreach (var type in all.ResourceTypes)
        {
            writer.WriteStartObject(type);
            writer.WriteString("description"u8, $"{type}, by id");
            writer.WriteString("$source"u8, all.Resources(type)?.Default?.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private async Task ListAsync(Exchange exchange, string type)
    {
        var providers = Providers(exchange, type);
        var query = ReadQuery(exchange, type);
        var answer = await desk.WithinAsync(exchange, cancel => ResourceReads.ListAsync(providers, query, cancel)).ConfigureAwait(false);
        await (answer.IsAnswered ? JsonReply.SendAsync(exchange, 200, answer.Json) : V2Reply.FailedAsync(exchange, answer, "")).ConfigureAwait(false);
    }

    private async Task GetAsync(Exchange exchange, string type, string id, string? property)
    {
        var providers = Providers(exchange, type);
        var (_, answer) = await desk.WithinAsync(exchange, cancel => ResourceReads.GetAsync(providers, id, property, cancel)).ConfigureAwait(false);
        await (answer.IsAnswered
            ? JsonReply.SendAsync(exchange, 200, answer.Json)
            : V2Reply.FailedAsync(exchange, answer, $"there is no resource {id}")).ConfigureAwait(false);
    }

    private async Task PutAsync(Exchange exchange)
    {
        if (Segments(exchange) is not [var type, var id])
        {
            throw new RequestException(404, "a resource is …/resources/TYPE/ID");
        }

        Providers(exchange, type);
        if (ResourceRules.IsStandard(type) && !ResourceRules.IsId(type, id))
        {
            throw new RequestException(400, $"{id} is no id of {type}: {(type == "charts" ? "eight or more letters, digits, _ and -" : "a UUID of version 4")}");
        }

        var body = await ReadBodyAsync(exchange, type).ConfigureAwait(false);
        await SetAsync(exchange, type, id, body, created: false).ConfigureAwait(false);
    }

    private async Task PostAsync(Exchange exchange)
    {
        var segments = Segments(exchange);
        if (segments is [var chosen, "_providers", "_default", .. var name])
        {
            await ChooseAsync(exchange, chosen, string.Join('/', name)).ConfigureAwait(false);
            return;
        }

        if (segments is not [var type])
        {
            throw new RequestException(404, "new resources go to …/resources/TYPE");
        }

        Providers(exchange, type);
        var body = await ReadBodyAsync(exchange, type).ConfigureAwait(false);
        await SetAsync(exchange, type, NewId(type, body), body, created: true).ConfigureAwait(false);
    }

    private async Task DeleteAsync(Exchange exchange)
    {
        if (Segments(exchange) is not [var type, var id])
        {
            throw new RequestException(404, "a resource is …/resources/TYPE/ID");
        }

        var providers = Providers(exchange, type);
        var (owner, answer) = await desk.WithinAsync(exchange, async cancel =>
        {
            var found = providers.Length == 1 ? providers[0] : (await ResourceReads.GetAsync(providers, id, null, cancel).ConfigureAwait(false)).Owner;
            return (found, found is null ? ProviderAnswer.Nothing : await found.DeleteAsync(id, cancel).ConfigureAwait(false));
        }).ConfigureAwait(false);
        if (owner is null || answer.Outcome is not (ProviderOutcome.Answered or ProviderOutcome.Nothing))
        {
            await V2Reply.FailedAsync(exchange, answer, $"there is no resource {id}").ConfigureAwait(false);
            return;
        }

        news.Tell(owner.Id, type, id, SkValue.Null);
        await V2Reply.CompletedAsync(exchange, 200, "message", id).ConfigureAwait(false);
    }

    private Task ChooseAsync(Exchange exchange, string type, string provider)
    {
        if (registry.Resources(type) is not { } providers)
        {
            return V2Reply.FailedAsync(exchange, 400, $"nobody provides {type}");
        }

        return providers.Choose(provider)
            ? V2Reply.CompletedAsync(exchange, 201, "message", provider)
            : V2Reply.FailedAsync(exchange, 400, $"{provider} does not provide {type}");
    }

    private async Task SetAsync(Exchange exchange, string type, string id, byte[] body, bool created)
    {
        var all = registry.Resources(type) ?? throw Missing(type);
        var asked = exchange.Request.Query["provider"].ToString();
        var (provider, answer) = await desk.WithinAsync(exchange, async cancel =>
        {
            // What one of several has already stays with it, whoever is asked to take it.
            var owner = created || all.All.Length == 1 ? null : (await ResourceReads.GetAsync(all.All, id, null, cancel).ConfigureAwait(false)).Owner;
            var taker = owner ?? (asked.Length > 0 ? all.Find(asked) : all.Default) ?? throw Missing(type);
            return (taker, await taker.SetAsync(id, body, cancel).ConfigureAwait(false));
        }).ConfigureAwait(false);
        if (answer.Outcome is not (ProviderOutcome.Answered or ProviderOutcome.Nothing))
        {
            await V2Reply.FailedAsync(exchange, answer, "").ConfigureAwait(false);
            return;
        }

        news.Tell(provider.Id, type, id, body);
        await V2Reply.CompletedAsync(exchange, created ? 201 : 200, created ? "id" : "message", id).ConfigureAwait(false);
    }

    /// <summary>The one that was asked for by name, else all.</summary>
    private ImmutableArray<IResourceProvider> Providers(Exchange exchange, string type)
    {
        if (registry.Resources(type) is not { } providers)
        {
            throw Missing(type);
        }

        return exchange.Request.Query["provider"].ToString() is { Length: > 0 } name
            ? [providers.Find(name) ?? throw new RequestException(404, $"{name} does not provide {type}")]
            : providers.All;
    }

    private static RequestException Missing(string type) => new(404, $"nobody provides {type}");

    private static string[] Segments(Exchange exchange) => exchange.Rest.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] ReadQuery(Exchange exchange, string type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        writer.WriteStartObject();
        FormTree.Parse(exchange.Request.QueryString.Value).WriteMembers(writer, static name => name != "token", parse: true);
        writer.WriteEndObject();
        writer.Flush();
        if (ResourceRules.IsStandard(type))
        {
            using var json = JsonDocument.Parse(buffer.WrittenMemory);
            if (ResourceRules.CheckQuery(json.RootElement) is { } fault)
            {
                throw new RequestException(400, fault);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static async Task<byte[]> ReadBodyAsync(Exchange exchange, string type)
    {
        using var json = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        if (json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            throw new RequestException(400, "a resource is an object");
        }

        if (ResourceRules.IsStandard(type) && ResourceRules.Check(type, json.RootElement) is { } fault)
        {
            throw new RequestException(400, fault);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        json.RootElement.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string NewId(string type, byte[] body)
    {
        if (type == "charts")
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.TryGetProperty("identifier", out var identifier) && identifier.GetString() is { Length: > 0 } id)
            {
                return ResourceRules.IsId(type, id) ? id : throw new RequestException(400, $"{id} is no id of charts");
            }
        }

        return Uuid.New().ToString();
    }
}

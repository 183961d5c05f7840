using System.Text.Json;
using SignalK.Core.Providers;
using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Streams;

namespace SignalK.Server.Rest.V2;

/// <summary><c>/signalk/v2/api/vessels/self/radars</c>: what radars there are, how they are set, what they track.</summary>
internal sealed class RadarRoutes(ProviderSet<IRadarProvider> providers, BinaryStreamHost streams, ProviderDesk desk)
{
    /// <summary>Of the radar API whose shapes these are.</summary>
    private const string Version = "3.4.0";

    private const string Path = "/signalk/v2/api/vessels/self/radars/*";

    private readonly RadarWrites _writes = new(providers, desk);

    public IEnumerable<Route> All =>
    [
        new("GET", Path, Access.Read, V2Reply.Guard(GetAsync)),
        new("PUT", Path, Access.Write, V2Reply.Guard(_writes.PutAsync)),
        new("POST", Path, Access.Write, V2Reply.Guard(_writes.PostAsync)),
        new("DELETE", Path, Access.Write, V2Reply.Guard(_writes.DeleteAsync)),
    ];

    /// <exception cref="RequestException">There is no such radar: 404.</exception>
    internal static async Task<IRadarProvider> FindAsync(ProviderSet<IRadarProvider> providers, string radar, CancellationToken cancel)
    {
        foreach (var provider in providers.All)
        {
            if ((await provider.RadarsAsync(cancel).ConfigureAwait(false)).Contains(radar))
            {
                return provider;
            }
        }

        throw new RequestException(404, $"there is no radar {radar}");
    }

    private Task GetAsync(Exchange exchange)
    {
        exchange.Response.Headers.CacheControl = "no-cache";
        return exchange.Rest.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => ListAsync(exchange),
            ["_providers"] => V2Reply.ProvidersAsync(exchange, providers),
            ["_providers", "_default"] => V2Reply.DefaultAsync(exchange, providers),
            [var radar] => ReadAsync(exchange, radar, RadarPart.Information),
            [var radar, "capabilities"] => ReadAsync(exchange, radar, RadarPart.Capabilities),
            [var radar, "state"] => ReadAsync(exchange, radar, RadarPart.State),
            [var radar, "controls"] => ControlsAsync(exchange, radar),
            [var radar, "controls", var control] => SendAsync(exchange, radar, $"there is no control {control}", (p, cancel) => p.ReadControlAsync(radar, control, cancel)),
            [var radar, "targets"] => ReadAsync(exchange, radar, RadarPart.Targets),
            [var radar, "arpa", "settings"] => ReadAsync(exchange, radar, RadarPart.ArpaSettings),
            [var radar, "spokes"] => streams.RunAsync(exchange, $"radars/{radar}"),
            _ => throw new RequestException(404, $"nothing at {exchange.Request.Path}"),
        };
    }

    private async Task ListAsync(Exchange exchange)
    {
        var found = await desk.WithinAsync(exchange, async cancel =>
        {
            var all = new List<(string Id, ReadOnlyMemory<byte> Json)>();
            foreach (var provider in providers.All)
            {
                foreach (var radar in await provider.RadarsAsync(cancel).ConfigureAwait(false))
                {
                    // Who names a radar first has it, here as everywhere.
                    if (all.TrueForAll(r => r.Id != radar)
                        && await provider.ReadAsync(RadarPart.Information, radar, cancel).ConfigureAwait(false) is { IsAnswered: true } answer)
                    {
                        all.Add((radar, answer.Json));
                    }
                }
            }

            return all;
        }).ConfigureAwait(false);
        await JsonReply.SendAsync(exchange, 200, found, static (writer, radars) =>
        {
            writer.WriteStartObject();
            writer.WriteString("version"u8, Version);
            writer.WriteStartObject("radars"u8);
            foreach (var (id, json) in radars)
            {
                writer.WritePropertyName(id);
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private Task ReadAsync(Exchange exchange, string radar, RadarPart part) =>
        SendAsync(exchange, radar, $"radar {radar} knows no {part switch
        {
            RadarPart.Capabilities => "capabilities",
            RadarPart.State => "state",
            RadarPart.Targets => "targets",
            RadarPart.ArpaSettings => "ARPA settings",
            _ => "information",
        }}", (provider, cancel) => provider.ReadAsync(part, radar, cancel));

    private Task ControlsAsync(Exchange exchange, string radar) =>
        SendAsync(exchange, radar, $"radar {radar} knows no controls", async (provider, cancel) =>
        {
            var state = await provider.ReadAsync(RadarPart.State, radar, cancel).ConfigureAwait(false);
            return state.IsAnswered && JsonWalk.TryFind(state.Json.Span, new PathWalker("controls"), out var range)
                ? ProviderAnswer.Of(state.Json[range])
                : state.IsAnswered ? ProviderAnswer.Nothing : state;
        });

    private async Task SendAsync(Exchange exchange, string radar, string nothing, Func<IRadarProvider, CancellationToken, Task<ProviderAnswer>> ask)
    {
        var answer = await desk.WithinAsync(exchange, async cancel =>
            await ask(await FindAsync(providers, radar, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)).ConfigureAwait(false);
        await (answer.IsAnswered ? JsonReply.SendAsync(exchange, 200, answer.Json) : V2Reply.FailedAsync(exchange, answer, nothing)).ConfigureAwait(false);
    }
}

using System.Text;
using System.Text.Json;
using SignalK.Core.Providers;
using SignalK.Server.Http;

namespace SignalK.Server.Rest.V2;

/// <summary>What changes a radar.</summary>
internal sealed class RadarWrites(ProviderSet<IRadarProvider> providers, ProviderDesk desk)
{
    public async Task PutAsync(Exchange exchange)
    {
        using var json = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        var body = json.RootElement;
        Func<IRadarProvider, CancellationToken, Task<ProviderAnswer>> set = Segments(exchange) switch
        {
            [var radar] => (p, cancel) => p.SetControlsAsync(radar, Text(ValueOr(body)), cancel),
            [var radar, "power"] => Control(radar, "power", Power(body)),
            [var radar, "range"] => Control(radar, "range", Range(body)),
            [var radar, "gain" or "sea" or "rain"] and [_, var name] => Control(radar, name, Automatic(name, body)),
            [var radar, "controls", var control] => Control(radar, control, Payload(body)),
            [var radar, "arpa", "settings"] => (p, cancel) => p.SetArpaSettingsAsync(radar, Text(ValueOr(body)), cancel),
            _ => throw new RequestException(404, $"nothing at {exchange.Request.Path}"),
        };
        var answer = await AskAsync(exchange, set).ConfigureAwait(false);
        await DoneAsync(exchange, answer, "").ConfigureAwait(false);
    }

    public async Task PostAsync(Exchange exchange)
    {
        switch (Segments(exchange))
        {
            case ["_providers", "_default", .. var name]:
                await V2Reply.ChooseAsync(exchange, providers, string.Join('/', name)).ConfigureAwait(false);
                break;
            case [var radar, "targets"]:
                await AcquireAsync(exchange, radar).ConfigureAwait(false);
                break;
            default:
                throw new RequestException(404, $"nothing at {exchange.Request.Path}");
        }
    }

    public async Task DeleteAsync(Exchange exchange)
    {
        if (Segments(exchange) is not [var radar, "targets", var target])
        {
            throw new RequestException(404, $"nothing at {exchange.Request.Path}");
        }

        if (!long.TryParse(target, out var id))
        {
            throw new RequestException(400, $"{target} is no target: they are numbered");
        }

        var answer = await AskAsync(exchange, (p, cancel) => p.CancelTargetAsync(radar, id, cancel)).ConfigureAwait(false);
        await (answer.Outcome == ProviderOutcome.Refused
            ? V2Reply.FailedAsync(exchange, 404, $"there is no target {id}")
            : DoneAsync(exchange, answer, "")).ConfigureAwait(false);
    }

    private async Task AcquireAsync(Exchange exchange, string radar)
    {
        using var json = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        var (bearing, distance) = (Number(json.RootElement, "bearing"), Number(json.RootElement, "distance"));
        if (bearing is not (>= 0 and < 2 * Math.PI) || distance is not > 0)
        {
            throw new RequestException(400, "a target has a bearing (radians, 0 to 2π) and a distance (metres, above 0)");
        }

        var answer = await AskAsync(exchange, (p, cancel) => p.AcquireTargetAsync(radar, bearing.Value, distance.Value, cancel)).ConfigureAwait(false);
        await (answer.IsAnswered
            ? JsonReply.SendAsync(exchange, 201, answer.Json, static (writer, said) =>
            {
                using var target = JsonDocument.Parse(said);
                writer.WriteStartObject();
                writer.WriteString("state"u8, "COMPLETED"u8);
                writer.WriteNumber("statusCode"u8, 201);
                writer.WriteString("message"u8, "OK"u8);
                if (target.RootElement.ValueKind == JsonValueKind.Object && target.RootElement.TryGetProperty("targetId", out var id))
                {
                    writer.WritePropertyName("targetId"u8);
                    id.WriteTo(writer);
                }

                writer.WriteEndObject();
            })
            : V2Reply.FailedAsync(exchange, answer, "")).ConfigureAwait(false);
    }

    private Task<ProviderAnswer> AskAsync(Exchange exchange, Func<IRadarProvider, CancellationToken, Task<ProviderAnswer>> ask)
    {
        var radar = Segments(exchange)[0];
        return desk.WithinAsync(exchange, async cancel =>
            await ask(await RadarRoutes.FindAsync(providers, radar, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
    }

    private static Task DoneAsync(Exchange exchange, ProviderAnswer answer, string nothing) =>
        answer.IsAnswered ? V2Reply.CompletedAsync(exchange, 200, "message", "OK") : V2Reply.FailedAsync(exchange, answer, nothing);

    private static Func<IRadarProvider, CancellationToken, Task<ProviderAnswer>> Control(string radar, string control, byte[] value) =>
        (provider, cancel) => provider.SetControlAsync(radar, control, value, cancel);

    private static byte[] Power(JsonElement body) =>
        Member(body, "value") is { ValueKind: JsonValueKind.String } state && state.GetString() is "off" or "standby" or "transmit" or "warming"
            ? Text(Member(body, "value")!.Value)
            : throw new RequestException(400, "power is off, standby, transmit or warming");

    private static byte[] Range(JsonElement body) =>
        Number(body, "value") is > 0
            ? Text(Member(body, "value")!.Value)
            : throw new RequestException(400, "range is a number of metres above 0");

    private static byte[] Automatic(string name, JsonElement body)
    {
        var value = Member(body, "value") is { ValueKind: JsonValueKind.Object } inner ? inner : body;
        return Member(value, "auto") is { ValueKind: JsonValueKind.True or JsonValueKind.False }
            ? Text(value)
            : throw new RequestException(400, $"{name} is {{\"auto\":true}} or {{\"auto\":false,\"value\":…}}");
    }

    // {"value":x} is an envelope, but only where nothing stands beside it: compound controls have a member of that name.
    private static byte[] Payload(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.EnumerateObject().Take(2).ToArray() is [{ Name: "value" } only] ? Text(only.Value) : Text(body);

    private static JsonElement ValueOr(JsonElement body) => Member(body, "value") ?? body;

    private static JsonElement? Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : null;

    private static double? Number(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static byte[] Text(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

    private static string[] Segments(Exchange exchange) => exchange.Rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

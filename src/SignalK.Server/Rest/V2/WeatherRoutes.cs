using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Providers;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Rest.V2;

/// <summary><c>/signalk/v2/api/weather</c>: observations, forecasts and warnings for a position.</summary>
internal sealed class WeatherRoutes(ProviderSet<IWeatherProvider> providers, ProviderDesk desk)
{
    private const string Path = "/signalk/v2/api/weather/*";

    public IEnumerable<Route> All =>
    [
        new("GET", Path, Access.Read, V2Reply.Guard(GetAsync)),
        new("POST", Path, Access.Write, V2Reply.Guard(PostAsync)),
    ];

    private Task GetAsync(Exchange exchange) => exchange.Rest.Trim('/') switch
    {
        "" => DescribeAsync(exchange, ("forecasts", "Forecasts for a position"), ("observations", "Observations at a position"), ("warnings", "Warnings for a position")),
        "forecasts" => DescribeAsync(exchange, ("daily", "Forecasts by day"), ("point", "Forecasts by point in time")),
        "_providers" => V2Reply.ProvidersAsync(exchange, providers),
        "_providers/_default" => V2Reply.DefaultAsync(exchange, providers),
        "observations" => AskAsync(exchange, null, static (p, q, cancel) => p.ObservationsAsync(q, cancel)),
        "warnings" => AskAsync(exchange, null, static (p, q, cancel) => p.WarningsAsync(q, cancel)),
        "forecasts/daily" => AskAsync(exchange, "daily", static (p, q, cancel) => p.ForecastsAsync(q, ForecastKind.Daily, cancel)),
        "forecasts/point" => AskAsync(exchange, "point", static (p, q, cancel) => p.ForecastsAsync(q, ForecastKind.Point, cancel)),
        _ => throw new RequestException(404, $"nothing at {exchange.Request.Path}"),
    };

    private Task PostAsync(Exchange exchange)
    {
        const string Choose = "_providers/_default/";
        return exchange.Rest.StartsWith(Choose, StringComparison.Ordinal)
            ? V2Reply.ChooseAsync(exchange, providers, exchange.Rest[Choose.Length..])
            : throw new RequestException(404, $"nothing at {exchange.Request.Path}");
    }

    private async Task AskAsync(
        Exchange exchange, string? type, Func<IWeatherProvider, WeatherQuery, CancellationToken, Task<ProviderAnswer>> ask)
    {
        var query = ReadQuery(exchange);
        var provider = Choose(exchange);
        var answer = await desk.WithinAsync(exchange, cancel => ask(provider, query, cancel)).ConfigureAwait(false);
        await (answer.Outcome switch
        {
            ProviderOutcome.Nothing => JsonReply.SendAsync(exchange, 200, "[]"u8.ToArray()),
            ProviderOutcome.Answered when type is not null => SendOfTypeAsync(exchange, answer, type),
            ProviderOutcome.Answered => JsonReply.SendAsync(exchange, 200, answer.Json),
            _ => V2Reply.FailedAsync(exchange, answer, ""),
        }).ConfigureAwait(false);
    }

    // A provider may know both kinds and say all that it knows.
    private static Task SendOfTypeAsync(Exchange exchange, ProviderAnswer answer, string type) =>
        JsonReply.SendAsync(exchange, 200, (answer.Json, type), static (writer, s) =>
        {
            using var all = JsonDocument.Parse(s.Json);
            writer.WriteStartArray();
            foreach (var item in all.RootElement.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var kind)
                    && kind.ValueKind == JsonValueKind.String && kind.ValueEquals(s.type))
                {
                    item.WriteTo(writer);
                }
            }

            writer.WriteEndArray();
        });

    private IWeatherProvider Choose(Exchange exchange) => exchange.Request.Query["provider"].ToString() is { Length: > 0 } name
        ? providers.Find(name) ?? throw new RequestException(400, $"there is no provider {name}")
        : providers.Default ?? throw new RequestException(400, "nobody provides weather");

    private static WeatherQuery ReadQuery(Exchange exchange)
    {
        var query = exchange.Request.Query;
        var (latitude, longitude) = (query["lat"].ToString(), query["lon"].ToString());
        if (latitude.Length == 0 || longitude.Length == 0)
        {
            throw new RequestException(400, "where? lat and lon are degrees");
        }

        if (!TryRead(latitude, 90, out var lat) || !TryRead(longitude, 180, out var lon))
        {
            throw new RequestException(400, $"no position: lat={latitude} lon={longitude}");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartObject("custom"u8);
        FormTree.Parse(exchange.Request.QueryString.Value).WriteMembers(
            writer, static name => name is not ("lat" or "lon" or "provider" or "count" or "date" or "token"), parse: false);
        writer.WriteEndObject();
        if (double.TryParse(query["count"], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && double.IsFinite(count))
        {
            writer.WriteNumber("maxCount"u8, count);
        }

        if (DateOnly.TryParseExact(query["date"].ToString() is { Length: >= 10 } date ? date[..10] : "", "yyyy-MM-dd", out _))
        {
            writer.WriteString("startDate"u8, query["date"].ToString());
        }

        writer.WriteEndObject();
        writer.Flush();
        return new WeatherQuery(lat, lon, buffer.WrittenMemory);
    }

    private static bool TryRead(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;

    private static Task DescribeAsync(Exchange exchange, params (string Name, string Description)[] members) =>
        JsonReply.SendAsync(exchange, 200, members, static (writer, all) =>
        {
            writer.WriteStartObject();
            foreach (var (name, description) in all)
            {
                writer.WriteStartObject(name);
                writer.WriteString("description"u8, description);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
}

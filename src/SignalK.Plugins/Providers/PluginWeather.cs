using System.Text.Json;
using SignalK.Core.Providers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Providers;

/// <summary>Weather that a plugin knows.</summary>
internal sealed class PluginWeather(IPluginCalls calls, string name) : IWeatherProvider
{
    public string Id => calls.Id.Package;

    public string Name => name;

    public Task<ProviderAnswer> ObservationsAsync(WeatherQuery query, CancellationToken cancel) => AskAsync(
        "weather_get_observations", GuestRequest.Write(query, static (w, q) =>
        {
            WritePosition(w, q);
            WriteOptions(w, q);
        }), cancel);

    public Task<ProviderAnswer> ForecastsAsync(WeatherQuery query, ForecastKind kind, CancellationToken cancel) => AskAsync(
        "weather_get_forecasts", GuestRequest.Write((query, kind), static (w, s) =>
        {
            WritePosition(w, s.query);
            w.WriteString("type"u8, s.kind == ForecastKind.Daily ? "daily"u8 : "point"u8);
            WriteOptions(w, s.query);
        }), cancel);

    public Task<ProviderAnswer> WarningsAsync(WeatherQuery query, CancellationToken cancel) => AskAsync(
        "weather_get_warnings", GuestRequest.Write(query, WritePosition), cancel);

    private static void WritePosition(Utf8JsonWriter writer, WeatherQuery query)
    {
        writer.WriteStartObject("position"u8);
        writer.WriteNumber("latitude"u8, query.Latitude);
        writer.WriteNumber("longitude"u8, query.Longitude);
        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, WeatherQuery query)
    {
        writer.WritePropertyName("options"u8);
        writer.WriteRawValue(query.Options.Span, skipInputValidation: true);
    }

    private async Task<ProviderAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        var answer = await GuestRequest.AskAsync(calls, export, request, cancel).ConfigureAwait(false);
        return answer switch
        {
            // One that knows no warnings has none.
            { Outcome: ProviderOutcome.Unsupported } => ProviderAnswer.Nothing,
            { IsAnswered: true } when answer.Json.Span.TrimStart(" \t\r\n"u8)[0] != (byte)'[' => ProviderAnswer.Failure(
                ProviderOutcome.Failed, GuestRequest.ErrorOf(answer.Json.Span) ?? $"{calls.Id} answered with what is no list"),
            _ => answer,
        };
    }
}

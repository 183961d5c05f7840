using System.Text;
using SignalK.Core.Providers;

namespace SignalK.Server.Tests.Rest.V2;

/// <summary>Answers JSON texts, or what a test wants.</summary>
internal abstract class TestProvider(string id)
{
    public string Id => id;

    public string Name => $"The {id}";

    public List<string> Asked { get; } = [];

    public ProviderAnswer? Failure { get; set; }

    public TaskCompletionSource? Hangs { get; set; }

    protected async Task<ProviderAnswer> AnswerAsync(string what, string? json)
    {
        Asked.Add(what);
        if (Hangs is { } asked)
        {
            asked.SetResult();
            await new TaskCompletionSource().Task;
        }

        return Failure ?? (json is null ? ProviderAnswer.Nothing : ProviderAnswer.Of(Encoding.UTF8.GetBytes(json)));
    }

    protected static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}

internal sealed class TestResources(string id) : TestProvider(id), IResourceProvider
{
    public SortedDictionary<string, string> Items { get; } = new(StringComparer.Ordinal);

    public Task<ProviderAnswer> ListAsync(ReadOnlyMemory<byte> query, CancellationToken cancel) =>
        AnswerAsync($"list {Text(query)}", $"{{{string.Join(',', Items.Select(i => $"\"{i.Key}\":{i.Value}"))}}}");

    public Task<ProviderAnswer> GetAsync(string id, string? property, CancellationToken cancel) =>
        AnswerAsync($"get {id} {property}".TrimEnd(), Items.GetValueOrDefault(id));

    public Task<ProviderAnswer> SetAsync(string id, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        if (Failure is null)
        {
            Items[id] = Text(value);
        }

        return AnswerAsync($"set {id} {Text(value)}", null);
    }

    public Task<ProviderAnswer> DeleteAsync(string id, CancellationToken cancel)
    {
        Items.Remove(id);
        return AnswerAsync($"delete {id}", null);
    }
}

internal sealed class TestWeather(string id, string? json) : TestProvider(id), IWeatherProvider
{
    public Task<ProviderAnswer> ObservationsAsync(WeatherQuery query, CancellationToken cancel) => AnswerAsync($"observations {Of(query)}", json);

    public Task<ProviderAnswer> ForecastsAsync(WeatherQuery query, ForecastKind kind, CancellationToken cancel) => AnswerAsync($"{kind} {Of(query)}", json);

    public Task<ProviderAnswer> WarningsAsync(WeatherQuery query, CancellationToken cancel) => AnswerAsync($"warnings {Of(query)}", json);

    private static string Of(WeatherQuery query) => string.Create(null, $"{query.Latitude} {query.Longitude} {Text(query.Options)}");
}

internal sealed class TestRadars(string id, params string[] radars) : TestProvider(id), IRadarProvider
{
    public string? Json { get; set; } = """{"name":"Halo"}""";

    public Task<IReadOnlyList<string>> RadarsAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(radars);

    public Task<ProviderAnswer> ReadAsync(RadarPart part, string radar, CancellationToken cancel) => AnswerAsync($"{part} {radar}", Json);

    public Task<ProviderAnswer> ReadControlAsync(string radar, string control, CancellationToken cancel) => AnswerAsync($"control {radar} {control}", Json);

    public Task<ProviderAnswer> SetControlAsync(string radar, string control, ReadOnlyMemory<byte> value, CancellationToken cancel) =>
        AnswerAsync($"set {radar} {control} {Text(value)}", Json);

    public Task<ProviderAnswer> SetControlsAsync(string radar, ReadOnlyMemory<byte> controls, CancellationToken cancel) =>
        AnswerAsync($"set {radar} {Text(controls)}", Json);

    public Task<ProviderAnswer> AcquireTargetAsync(string radar, double bearing, double distance, CancellationToken cancel) =>
        AnswerAsync(string.Create(null, $"acquire {radar} {bearing} {distance}"), Json);

    public Task<ProviderAnswer> CancelTargetAsync(string radar, long target, CancellationToken cancel) => AnswerAsync($"cancel {radar} {target}", Json);

    public Task<ProviderAnswer> SetArpaSettingsAsync(string radar, ReadOnlyMemory<byte> settings, CancellationToken cancel) =>
        AnswerAsync($"arpa {radar} {Text(settings)}", Json);
}

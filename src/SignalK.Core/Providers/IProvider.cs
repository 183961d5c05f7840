namespace SignalK.Core.Providers;

/// <summary>Somebody who provides data on request. Calls may overlap and end with a <see cref="ProviderAnswer"/>, not an exception.</summary>
public interface IProvider
{
    /// <summary>The package's name for a plugin; also the <c>$source</c> of what it changes.</summary>
    string Id { get; }

    /// <summary>For people.</summary>
    string Name { get; }
}

/// <summary>Keeps resources of one type. JSON is UTF-8 and was checked.</summary>
public interface IResourceProvider : IProvider
{
    /// <param name="query">A JSON object with the parameters of the request.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    /// <returns>An object by id.</returns>
    Task<ProviderAnswer> ListAsync(ReadOnlyMemory<byte> query, CancellationToken cancel);

    /// <param name="id">Of the resource.</param>
    /// <param name="property">A part of it, with dots between the names; null for all.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    Task<ProviderAnswer> GetAsync(string id, string? property, CancellationToken cancel);

    /// <summary>Creates or replaces.</summary>
    Task<ProviderAnswer> SetAsync(string id, ReadOnlyMemory<byte> value, CancellationToken cancel);

    Task<ProviderAnswer> DeleteAsync(string id, CancellationToken cancel);
}

/// <summary>Where, and what else was asked for.</summary>
/// <param name="Options">A JSON object: <c>{"custom":{…},"maxCount":3,"startDate":"2026-06-01"}</c>.</param>
public readonly record struct WeatherQuery(double Latitude, double Longitude, ReadOnlyMemory<byte> Options);

public enum ForecastKind : byte
{
    Daily,
    Point,
}

/// <summary>Answers are JSON arrays.</summary>
public interface IWeatherProvider : IProvider
{
    Task<ProviderAnswer> ObservationsAsync(WeatherQuery query, CancellationToken cancel);

    Task<ProviderAnswer> ForecastsAsync(WeatherQuery query, ForecastKind kind, CancellationToken cancel);

    Task<ProviderAnswer> WarningsAsync(WeatherQuery query, CancellationToken cancel);
}

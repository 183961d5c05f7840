using System.Collections.Concurrent;

namespace SignalK.Core.Providers;

/// <summary>Who provides resources, weather and radars. Thread-safe.</summary>
public sealed class ProviderRegistry
{
    /// <summary>Types of resources; a boat has some ten.</summary>
    public const int MaxResourceTypes = 64;

    private const int MaxTypeLength = 64;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ProviderSet<IResourceProvider>> _resources = new(StringComparer.Ordinal);

    public ProviderSet<IWeatherProvider> Weather { get; } = new();

    public ProviderSet<IRadarProvider> Radars { get; } = new();

    /// <summary>Types that have a provider now, by name.</summary>
    public IReadOnlyList<string> ResourceTypes => [.. _resources.Where(r => !r.Value.IsEmpty).Select(r => r.Key).Order(StringComparer.Ordinal)];

    /// <summary>Null when nobody provides the type now.</summary>
    public ProviderSet<IResourceProvider>? Resources(string type) =>
        _resources.TryGetValue(type, out var providers) && !providers.IsEmpty ? providers : null;

    /// <summary>Null for a name that is no type, or too many of them; dispose to take it away.</summary>
    public IDisposable? RegisterResources(string type, IResourceProvider provider)
    {
        if (!IsType(type))
        {
            return null;
        }

        lock (_gate)
        {
            if (_resources.Count >= MaxResourceTypes && !_resources.ContainsKey(type))
            {
                // One that nobody provides any more makes room.
                if (_resources.FirstOrDefault(r => r.Value.IsEmpty).Key is not { } idle)
                {
                    return null;
                }

                _resources.TryRemove(idle, out _);
            }

            return _resources.GetOrAdd(type, static _ => new()).Register(provider);
        }
    }

    // It becomes a segment of URLs and of paths.
    private static bool IsType(string type) => type.Length is > 0 and <= MaxTypeLength && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

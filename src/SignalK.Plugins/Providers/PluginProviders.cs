using SignalK.Core.Providers;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Providers;

/// <summary>Makes a plugin that registered itself one of those whom the server asks.</summary>
public static class PluginProviders
{
    /// <param name="calls">The plugin; asked from now on, until the result is disposed of.</param>
    /// <param name="kind">What it provides.</param>
    /// <param name="name">The type of its resources, else its own name.</param>
    /// <param name="registry">Where it is found.</param>
    /// <returns>Null when there are too many, the name is no type, or nobody could ask (autopilots have no handlers).</returns>
    public static IDisposable? Register(IPluginCalls calls, ProviderKind kind, string name, ProviderRegistry registry) => kind switch
    {
        ProviderKind.Resource => registry.RegisterResources(name, new PluginResources(calls, name)),
        ProviderKind.Weather => registry.Weather.Register(new PluginWeather(calls, name)),
        ProviderKind.Radar => registry.Radars.Register(new PluginRadars(calls, name)),
        _ => null,
    };
}

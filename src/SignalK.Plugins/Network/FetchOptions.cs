using System.Security.Cryptography.X509Certificates;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Network;

/// <summary>What one plugin's fetching is held to.</summary>
public sealed record FetchOptions
{
    public required NetworkReach Reach { get; init; }

    /// <summary>Of a whole fetch: name, connection, redirects and body. A slow satellite link.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a body, either way; of an answer's when it is unpacked.</summary>
    public int MostBytes { get; init; } = 2 << 20;

    /// <summary>Of all headers, either way: twice what servers usually take.</summary>
    public int MostHeaderBytes { get; init; } = 16 << 10;

    public int MostHeaders { get; init; } = 64;

    public int MostRedirects { get; init; } = 5;

    /// <summary>On average; beyond it a fetch waits. An endless loop of fetches to a near host costs others nothing.</summary>
    public int PerSecond { get; init; } = 20;

    /// <summary>For a guest that names none. Weather services refuse requests without.</summary>
    public string UserAgent { get; init; } = "SignalK.Appliance";

    /// <summary>Whom to trust instead of the system's authorities; null for those.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    public NameResolver Resolver { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static FetchOptions Of(EffectiveCapabilities capabilities, PluginLimits limits, NameResolver resolver, TimeProvider time) => new()
    {
        Reach = new NetworkReach(capabilities.CanFetch),
        Deadline = limits.FetchDeadline,
        MostBytes = limits.FetchBytes,
        Resolver = resolver,
        Time = time,
    };
}

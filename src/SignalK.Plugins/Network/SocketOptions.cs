using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Network;

/// <summary>What one plugin's sockets are held to.</summary>
public sealed record SocketOptions
{
    public required NetworkReach Reach { get; init; }

    /// <summary>Whether a socket may wait on that port of ours; 0 is any free one.</summary>
    public required Func<int, bool> MayBind { get; init; }

    /// <summary>Open at once, both kinds together. A radar needs four.</summary>
    public int Most { get; init; } = 16;

    /// <summary>Made in a second, on average: opening and closing in an endless loop costs others nothing.</summary>
    public int NewPerSecond { get; init; } = 20;

    /// <summary>Sent in a second, on average: 24 Mbit/s of full ones, twice what a boat's Wi-Fi has to spare.</summary>
    public int DatagramsPerSecond { get; init; } = 2000;

    /// <summary>Received and waiting, for each socket; upstream's figure. The oldest go first.</summary>
    public int MostDatagrams { get; init; } = 1000;

    /// <summary>Of all datagrams that wait: a second of a radar's spokes.</summary>
    public int MostDatagramBytes { get; init; } = 4 << 20;

    /// <summary>Received and waiting, for each connection; what is beyond waits at the sender.</summary>
    public int MostReceived { get; init; } = 256 << 10;

    /// <summary>Waiting to be sent, for each connection; what is beyond is refused.</summary>
    public int MostUnsent { get; init; } = 256 << 10;

    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(30);

    public NameResolver Resolver { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static SocketOptions Of(EffectiveCapabilities capabilities, PluginLimits limits, NameResolver resolver, TimeProvider time) => new()
    {
        Reach = new NetworkReach(capabilities.CanConnect),
        MayBind = capabilities.CanBind,
        Most = capabilities.Has(Capability.RawSockets) ? limits.Sockets : 0,
        Resolver = resolver,
        Time = time,
    };
}

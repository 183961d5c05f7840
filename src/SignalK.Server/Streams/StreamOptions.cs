namespace SignalK.Server.Streams;

/// <summary>Limits of the delta streams; immutable.</summary>
public sealed record StreamOptions
{
    /// <summary>Clients at once, WebSocket and TCP together.</summary>
    public int MaxClients { get; init; } = 1_000;

    /// <summary>Clients from one address: a broken client that reconnects without closing must not take all places. Loopback is exempt.</summary>
    public int MaxClientsPerAddress { get; init; } = 100;

    /// <summary>Longest message a client may send. The longest real one, a resource sent as a delta, has some 100 KB.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Answers and cached values that may wait for one client, beside what the shared feed holds for it.</summary>
    public int MaxPrivateBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Subscription rules of one client.</summary>
    public int MaxRules { get; init; } = 512;

    /// <summary>How often an idle client is asked whether it still lives.</summary>
    public TimeSpan PingPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A client that took nothing of what waits for it for so long is closed.</summary>
    public TimeSpan StuckTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

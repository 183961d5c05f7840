namespace SignalK.Server.Health;

/// <summary>What runs plugins, and why this one.</summary>
public sealed record EngineStatus(string Name, string Reason)
{
    public static EngineStatus None { get; } = new("none", "this server runs no plugins");
}

namespace SignalK.Plugins;

/// <summary>A plugin as it stands: what lists, pages and tools show.</summary>
public sealed record PluginStatus
{
    public required PluginId Id { get; init; }

    /// <summary>What the guest calls itself; the package's name before it was ever loaded.</summary>
    public required string Name { get; init; }

    public string Version { get; init; } = "";

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Of its configuration: JSON text, <c>{}</c> when it has none.</summary>
    public string Schema { get; init; } = "{}";

    public string? UiSchema { get; init; }

    public required PluginState State { get; init; }

    /// <summary>What the plugin last said of itself.</summary>
    public string StatusMessage { get; init; } = "";

    /// <summary>Why it is not running, or what it last complained of; null when all is well.</summary>
    public string? LastError { get; init; }

    /// <summary>The configuration file as it stands: JSON text, <c>{}</c> without one.</summary>
    public string Data { get; init; } = "{}";

    public bool Enabled { get; init; }

    public bool EnableDebug { get; init; }

    /// <summary>Which engine runs it, and why another than the usual one; null while it is not loaded.</summary>
    public string? Engine { get; init; }

    /// <summary>Names of the capabilities in force, fine-grained ones with their lists: JSON object text.</summary>
    public string Capabilities { get; init; } = "{}";

    /// <summary>What its manifest asks for, in the same form.</summary>
    public string Requested { get; init; } = "{}";

    /// <summary>What the operator grants, in the same form.</summary>
    public string Granted { get; init; } = "{}";

    /// <summary>Why its owner can neither switch it off nor change what it may do; null as a rule.</summary>
    public string? Lock { get; init; }

    /// <summary>Milliseconds until the next start, while crashed.</summary>
    public TimeSpan? RestartIn { get; init; }

    public PluginStatistics Statistics { get; init; } = new();
}

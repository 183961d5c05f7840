using SignalK.Core.Fanout;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Packages;

/// <summary>What a package.json says to us. Immutable; read by <see cref="ManifestReader"/>.</summary>
public sealed record PluginManifest
{
    /// <summary>A valid npm name: <c>@scope/name</c> or <c>name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As written; <c>0.0.0</c> when missing.</summary>
    public string Version { get; init; } = "0.0.0";

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The module within the package, as written; null for a package that has none, such as a Node plugin.</summary>
    public string? WasmPath { get; init; }

    /// <summary>What it asks for.</summary>
    public CapabilitySet Capabilities { get; init; } = CapabilitySet.Implied;

    /// <summary>What it wants to hear; empty is everything (upstream's fire-hose).</summary>
    public IReadOnlyList<FeedRule> Subscriptions { get; init; } = [];

    /// <summary>Files of a Node plugin of the same id to copy into <c>vfs/data</c> at the first start.</summary>
    public IReadOnlyList<string> Migrate { get; init; } = [];

    /// <summary><c>signalk.displayName</c>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Keyword <c>signalk-node-server-plugin</c> or <c>signalk-wasm-plugin</c>.</summary>
    public bool IsPlugin => Keywords.Contains("signalk-node-server-plugin") || Keywords.Contains("signalk-wasm-plugin");

    /// <summary>Keyword <c>signalk-webapp</c> or <c>signalk-embeddable-webapp</c>: it carries pages to serve.</summary>
    public bool IsWebApp => Keywords.Contains("signalk-webapp") || Keywords.Contains("signalk-embeddable-webapp");

    public PluginId Id => new(Name);
}

/// <summary>Something wrong in a package. What it concerns is left out; the rest stands.</summary>
/// <param name="Path">Where in package.json; empty for the package as a whole.</param>
public sealed record PackageFault(string Path, string Reason)
{
    public override string ToString() => Path.Length == 0 ? Reason : $"{Path}: {Reason}";
}

namespace SignalK.TestKit.Plugins;

/// <summary>A plugin written by hand: its package, ready to be laid into a configuration directory.</summary>
/// <param name="Name">Of the package.</param>
/// <param name="Module">Its module.</param>
/// <param name="Capabilities">JSON of <c>wasmCapabilities</c>.</param>
public sealed record HandPlugin(string Name, byte[] Module, string Capabilities = "{}")
{
    /// <summary>JSON of <c>wasmSubscriptions</c>; empty for the fire-hose.</summary>
    public string Subscriptions { get; init; } = "";

    /// <summary>The whole text of its configuration file; null for none.</summary>
    public string? Configuration { get; init; } = """{"configuration":{},"enabled":true}""";

    public string Manifest =>
        $$"""
        {"name":"{{Name}}","version":"1.0.0","keywords":["signalk-node-server-plugin","signalk-wasm-plugin"],
         "wasmManifest":"plugin.wasm","wasmCapabilities":{{Capabilities}}{{(Subscriptions.Length > 0 ? $",\"wasmSubscriptions\":{Subscriptions}" : "")}}}
        """;

    /// <summary>Lays it into <c>node_modules</c> with its configuration.</summary>
    public void InstallInto(string configDirectory)
    {
        var package = Path.Combine(configDirectory, "node_modules", Name);
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Combine(package, "package.json"), Manifest);
        File.WriteAllBytes(Path.Combine(package, "plugin.wasm"), Module);
        if (Configuration is not null)
        {
            var data = Directory.CreateDirectory(Path.Combine(configDirectory, "plugin-config-data")).FullName;
            File.WriteAllText(Path.Combine(data, Name.Replace('@', '_').Replace('/', '_') + ".json"), Configuration);
        }
    }

    public override string ToString() => Name;
}

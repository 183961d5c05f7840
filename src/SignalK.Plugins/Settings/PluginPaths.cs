namespace SignalK.Plugins.Settings;

/// <summary>Where the files of plugins lie in a configuration directory: upstream's layout.</summary>
/// <param name="Config">The configuration directory, absolute.</param>
public sealed record PluginPaths(string Config)
{
    /// <summary>Those that lie elsewhere, and came with the machine.</summary>
    public ShippedPlugins Shipped { get; init; } = ShippedPlugins.None;

    public string Packages => Path.Combine(Config, "node_modules");

    public string Data => Path.Combine(Config, "plugin-config-data");

    public string ConfigFile(PluginId id) => Path.Combine(Data, id.Derived + ".json");

    /// <summary>Of a Node plugin of the same id its data, of ours what <see cref="Vfs"/> lies in.</summary>
    public string DataFolder(PluginId id) => Path.Combine(Data, id.Derived);

    /// <summary>The guest's <c>/</c>.</summary>
    public string Vfs(PluginId id) => Path.Combine(DataFolder(id), "vfs");

    public string CrashFile(PluginId id) => Path.Combine(Data, ".crashes", id.Derived + ".json");
}

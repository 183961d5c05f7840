namespace SignalK.Appliance.Configuration;

/// <summary>Where everything lies in a configuration directory: upstream's layout, so that a copy of it is the migration.</summary>
sealed record ConfigPaths(string Directory)
{
    public string Settings => In("settings.json");

    public string Priorities => In("priorities.json");

    public string BaseDeltas => In("baseDeltas.json");

    /// <summary>What upstream wrote before there were base deltas; read once, never written.</summary>
    public string Defaults => In("defaults.json");

    public string Security => In("security.json");

    public string ApplicationData => In("applicationData");

    public string PluginConfigData => In("plugin-config-data");

    public string Packages => In("node_modules");

    public string Recordings => In("recordings");

    /// <summary><c>--config</c>, else SIGNALK_NODE_CONFIG_DIR, else <c>~/.signalk</c>.</summary>
    public static ConfigPaths Resolve(string? option, Func<string, string?> environment)
    {
        string?[] candidates = [option, environment("SIGNALK_NODE_CONFIG_DIR"), HomeDirectory(environment)];
        return new ConfigPaths(Path.GetFullPath(candidates.First(candidate => !string.IsNullOrEmpty(candidate))!));
    }

    static string HomeDirectory(Func<string, string?> environment) =>
        Path.Combine(environment("HOME") is { Length: > 0 } home ? home : "/var/lib/signalk", ".signalk");

    string In(string name) => Path.Combine(Directory, name);
}

namespace SignalK.Plugins;

/// <summary>
/// The two names of a plugin: the package's own (<c>@signalk/example</c>), which is its <c>$source</c> and the id of what it
/// provides, and the one derived from it (<c>_signalk_example</c>), which names its routes, its files and its configuration.
/// </summary>
/// <param name="Package">As in <c>package.json</c>.</param>
public readonly record struct PluginId(string Package)
{
    /// <summary>Every <c>@</c> and <c>/</c> becomes <c>_</c>, as upstream derives it.</summary>
    public string Derived { get; } = Package.Replace('@', '_').Replace('/', '_');

    /// <summary>Whether either name is meant.</summary>
    public bool Matches(string name) => name == Derived || name == Package;

    public override string ToString() => Package;
}

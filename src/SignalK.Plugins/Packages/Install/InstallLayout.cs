using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Packages.Install;

/// <summary>
/// Where an install works: beside the packages, so that a rename moves a whole one into its place, in directories with a dot,
/// which nobody takes for a package.
/// </summary>
sealed class InstallLayout(PluginPaths paths)
{
    public string Root => paths.Packages;

    public string Incoming => Path.Combine(Root, ".incoming");

    public string Live(PluginId id) => Path.Combine(Root, id.Package);

    /// <summary>The version before.</summary>
    public string Previous(PluginId id) => Path.Combine(Root, ".previous", id.Derived);

    /// <summary>Stands while a version changes in two steps: holds the package's name.</summary>
    public string Marker(PluginId id) => Previous(id) + ".changing";

    /// <summary>A new, empty directory to work in.</summary>
    public string NewWork()
    {
        var work = Path.Combine(Incoming, Path.GetRandomFileName());
        Directory.CreateDirectory(work);
        return work;
    }

    /// <summary>Deletes what an install that was cut short left, and finishes a change of versions.</summary>
    public void CleanUp()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);
        var previous = Path.Combine(Root, ".previous");
        if (!Directory.Exists(previous))
            return;
        foreach (var marker in Directory.EnumerateFiles(previous, "*.changing").ToList())
        {
            var name = File.ReadAllText(marker);
            var id = new PluginId(name);
            // Between its two steps the package has no version at all: the one before goes back.
            if (PackageName.IsValid(name) && !Path.Exists(Live(id)) && Path.Exists(Previous(id)))
                NativeDirectory.Move(Previous(id), Live(id));
            File.Delete(marker);
        }
        NativeDirectory.Sync(Root);
    }
}

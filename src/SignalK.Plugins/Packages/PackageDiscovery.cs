namespace SignalK.Plugins.Packages;

/// <summary>Finds plugins the way upstream finds them: packages with one of two keywords under <c>node_modules</c>.</summary>
public static class PackageDiscovery
{
    /// <summary>Directories looked into: npm installs of a Node server have 1 500; a directory that has more is not one.</summary>
    const int MostDirectories = 20_000;

    /// <summary>
    /// Every plugin of the directories, <c>@signalk</c> first, each name once: the first directory wins. Directories that don't
    /// exist have none.
    /// </summary>
    /// <param name="roots">Absolute <c>node_modules</c> directories.</param>
    /// <param name="fault">Takes what cannot be read; the path is the directory's.</param>
    public static IReadOnlyList<PluginPackage> Find(IEnumerable<string> roots, FaultSink fault)
    {
        Dictionary<string, PluginPackage> found = new(StringComparer.Ordinal);
        var left = MostDirectories;
        foreach (var root in roots.Distinct(StringComparer.Ordinal))
        {
            foreach (var directory in Candidates(root, fault))
            {
                if (left-- == 0)
                {
                    fault(root, $"has more than {MostDirectories} packages; the rest is left out");
                    return Sorted(found.Values);
                }
                if (PackageReader.TryRead(directory, out var faults) is not { } package)
                {
                    // Most of node_modules is nobody's plugin; one that cannot be read might have been.
                    if (faults is [{ Path: "", Reason: not "has no package.json" } first, ..])
                        fault(directory, first.Reason);
                }
                // By the derived id: @a/b_c and @a_b/c would share their routes and their files.
                else if (package.Manifest.IsPlugin && !found.TryAdd(package.Id.Derived, package))
                {
                    fault(directory, $"is left out: {found[package.Id.Derived].Directory} has its name too");
                }
            }
        }
        return Sorted(found.Values);
    }

    static List<PluginPackage> Sorted(IEnumerable<PluginPackage> packages) =>
        [.. packages.OrderBy(package => !package.Manifest.Name.StartsWith("@signalk/", StringComparison.Ordinal))
            .ThenBy(package => package.Manifest.Name, StringComparer.Ordinal)];

    static IEnumerable<string> Candidates(string root, FaultSink fault)
    {
        foreach (var directory in Children(root, fault))
        {
            if (Path.GetFileName(directory)[0] != '@')
            {
                yield return directory;
                continue;
            }
            foreach (var scoped in Children(directory, fault))
                yield return scoped;
        }
    }

    static List<string> Children(string directory, FaultSink fault)
    {
        try
        {
            return !Directory.Exists(directory) ? [] :
                [.. Directory.EnumerateDirectories(directory)
                    .Where(child => Path.GetFileName(child)[0] != '.')
                    .Take(MostDirectories)
                    .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault(directory, error.Message);
            return [];
        }
    }
}

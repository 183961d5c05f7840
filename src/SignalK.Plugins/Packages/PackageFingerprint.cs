namespace SignalK.Plugins.Packages;

/// <summary>What tells a changed package from an unchanged one without reading it: its two files as the file system knows them.</summary>
public readonly record struct PackageFingerprint(long ManifestTicks, long ManifestLength, long ModuleTicks, long ModuleLength)
{
    /// <summary>As the files are now; zeroes for what is missing, which is a change too.</summary>
    public static PackageFingerprint Of(PluginPackage package)
    {
        var (manifestTicks, manifestLength) = Stat(Path.Combine(package.Directory, "package.json"));
        var (moduleTicks, moduleLength) = package.Manifest.WasmPath is { } module ? Stat(Path.Combine(package.Directory, module)) : default;
        return new PackageFingerprint(manifestTicks, manifestLength, moduleTicks, moduleLength);
    }

    static (long Ticks, long Length) Stat(string path)
    {
        try
        {
            var file = new FileInfo(path);
            // A link's own times say nothing about what it leads to.
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            return file.Exists ? (file.LastWriteTimeUtc.Ticks, file.Length) : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}

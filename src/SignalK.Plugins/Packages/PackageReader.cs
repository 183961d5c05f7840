namespace SignalK.Plugins.Packages;

/// <summary>Reads one package from its directory.</summary>
public static class PackageReader
{
    /// <summary>Null, with the reasons, where no manifest can be read.</summary>
    public static PluginPackage? TryRead(string directory, out IReadOnlyList<PackageFault> faults)
    {
        List<PackageFault> found = [];
        faults = found;
        void Fault(string path, string reason) => found.Add(new PackageFault(path, reason));
        try
        {
            directory = Resolve(directory);
            var content = ReadCapped(Path.Combine(directory, "package.json"), Fault);
            if (content is null || !ManifestReader.TryRead(content, Fault, out var manifest))
                return null;
            if (manifest.WasmPath is null)
                return new PluginPackage(directory, manifest, PackageKind.Node, null, found);
            return new PluginPackage(directory, manifest, PackageKind.Wasm, Locate(directory, manifest.WasmPath, Fault), found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fault("", error.Message);
            return null;
        }
    }

    /// <summary>The module within its package, links followed; null with a fault where it is missing or elsewhere.</summary>
    static string? Locate(string directory, string written, FaultSink fault)
    {
        if (written.Contains('\0') || Path.IsPathRooted(written))
        {
            fault("wasmManifest", $"\"{written}\" is no path within the package");
            return null;
        }
        var path = Path.GetFullPath(Path.Combine(directory, written));
        if (!IsWithin(directory, path))
        {
            fault("wasmManifest", $"\"{written}\" lies outside of the package");
            return null;
        }
        if (!File.Exists(path))
        {
            fault("wasmManifest", $"\"{written}\" is missing");
            return null;
        }
        if (IsWithin(directory, ResolveFile(path)))
            return path;
        fault("wasmManifest", $"\"{written}\" is a link out of the package");
        return null;
    }

    static byte[]? ReadCapped(string path, FaultSink fault)
    {
        if (!File.Exists(path))
        {
            fault("", "has no package.json");
            return null;
        }
        var length = new FileInfo(path).Length;
        if (length <= ManifestReader.LargestFile)
            return File.ReadAllBytes(path);
        fault("", $"package.json has {length} bytes, more than {ManifestReader.LargestFile}");
        return null;
    }

    internal static bool IsWithin(string directory, string path) =>
        path.StartsWith(directory.EndsWith('/') ? directory : directory + '/', StringComparison.Ordinal);

    /// <summary>Absolute, with the links of every part of the way followed.</summary>
    internal static string Resolve(string directory)
    {
        var path = Path.GetFullPath(directory);
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Resolve(target.FullName) : here;
    }

    static string ResolveFile(string path)
    {
        var here = Path.Combine(Resolve(Path.GetDirectoryName(path)!), Path.GetFileName(path));
        return File.ResolveLinkTarget(here, returnFinalTarget: true) is { } target
            ? Path.Combine(Resolve(Path.GetDirectoryName(target.FullName)!), target.Name) : here;
    }
}

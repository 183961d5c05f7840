using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Packages.Install;

/// <summary>Whether an unpacked package may be installed.</summary>
static class PackageVerdict
{
    /// <exception cref="PackageException">It may not.</exception>
    public static PluginPackage Judge(string directory, PluginPolicies policies)
    {
        if (PackageReader.TryRead(directory, out var faults) is not { } package)
            throw new PackageException($"the package is refused: {string.Join("; ", faults)}");
        var manifest = package.Manifest;
        if (package.Kind == PackageKind.Node)
        {
            // The pages of a Node plugin are served; the plugin in it stays what it is.
            return manifest.IsWebApp ? package : throw new PackageException(manifest.IsPlugin
                ? $"{manifest.Name} is a plugin for Node, which cannot run here"
                : $"{manifest.Name} is no Signal K plugin: it has no wasmManifest");
        }
        if (!manifest.IsPlugin)
            throw new PackageException($"{manifest.Name} would not be found: its keywords lack signalk-wasm-plugin");
        if (package.WasmPath is null)
            throw new PackageException($"the package is refused: {string.Join("; ", package.Faults.Where(fault => fault.Path == "wasmManifest"))}");
        var report = ModuleReport.OfFile(package.WasmPath, policies.Of(manifest.Id).Limits.ForCalls);
        return report.Fault is null ? package : throw new PackageException($"{manifest.Name} would not load: {report.Fault}");
    }
}

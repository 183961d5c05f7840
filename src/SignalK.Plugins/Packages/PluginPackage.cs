namespace SignalK.Plugins.Packages;

public enum PackageKind : byte
{
    /// <summary>A module for us.</summary>
    Wasm,

    /// <summary>A plugin for Node: listed, never run, its configuration untouched.</summary>
    Node,
}

/// <summary>A plugin as it lies in a directory.</summary>
/// <param name="Directory">Absolute, symbolic links resolved.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="WasmPath">Absolute, within the directory; null for a Node plugin, and where <see cref="Faults"/> say why.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record PluginPackage(
    string Directory, PluginManifest Manifest, PackageKind Kind, string? WasmPath, IReadOnlyList<PackageFault> Faults)
{
    public PluginId Id => Manifest.Id;
}

using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Packages.Install;

/// <summary>What became of an install, an undo or a removal.</summary>
/// <param name="Ok">Done; else nothing has changed.</param>
/// <param name="Message">One clear sentence for the owner.</param>
public sealed record InstallResult(bool Ok, string Message)
{
    /// <summary>As it now lies in its place; null where nothing was installed.</summary>
    public PluginPackage? Package { get; init; }

    /// <summary>The version that was there before, which <see cref="PackageInstaller.UndoAsync"/> brings back; null for none.</summary>
    public string? Replaced { get; init; }

    /// <summary>What it asks for beyond what every plugin may, granted by the install or before it.</summary>
    public IReadOnlyList<Capability> Granted { get; init; } = [];

    /// <summary>What it asks for and has not: taken back before, or to be granted by name (serial ports).</summary>
    public IReadOnlyList<Capability> Denied { get; init; } = [];

    public static InstallResult Failed(string reason) => new(false, reason);
}

using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;

namespace SignalK.Plugins.Settings;

/// <summary>
/// Plugins that come with the machine, in a folder that nobody on board can write. One that is locked is its maker's: it always
/// runs, and may do what the maker says. The others are the owner's from the first start on; what he installs himself goes before them.
/// </summary>
public sealed class ShippedPlugins
{
    readonly Dictionary<string, ShippedPlugin> _said = new(StringComparer.Ordinal);
    readonly string _machine;

    /// <param name="folder">Has a folder for each package; null: there are none.</param>
    /// <param name="said">What the maker says of some, by the package's name.</param>
    /// <param name="machine">What they come with, for the owner's eyes: <c>Navigator 5</c>.</param>
    public ShippedPlugins(string? folder, IReadOnlyDictionary<string, ShippedPlugin> said, string machine)
    {
        _machine = machine;
        List<string> faults = [];
        Packages = folder is null ? [] : PackageDiscovery.Find([folder], (path, reason) => faults.Add($"{path} {reason}"));
        Faults = faults;
        foreach (var package in Packages)
            _said.Add(package.Id.Package, said.GetValueOrDefault(package.Id.Package) ?? ShippedPlugin.Free);
    }

    public static ShippedPlugins None { get; } = new(null, new Dictionary<string, ShippedPlugin>(), "");

    public IReadOnlyList<PluginPackage> Packages { get; }

    public IReadOnlyList<string> Faults { get; }

    public bool Has(PluginId id) => _said.ContainsKey(id.Package);

    /// <summary>Why the owner cannot switch it off, replace it or change its grants; null: he can.</summary>
    public string? LockOf(PluginId id) => _said.GetValueOrDefault(id.Package) is { IsLocked: true }
        ? $"{id} comes with {_machine} and belongs to how it works: it stays on, in this version, with these permissions"
        : null;

    /// <summary>What the maker grants beside what any installed plugin is granted.</summary>
    public IReadOnlyDictionary<Capability, Scope> GrantsOf(PluginId id) => (_said.GetValueOrDefault(id.Package) ?? ShippedPlugin.Free).Grants;

    /// <summary>All that there is: locked ones, what the owner installed, and of the rest what he has no version of.</summary>
    public IReadOnlyList<PluginPackage> With(IReadOnlyList<PluginPackage> own)
    {
        if (Packages.Count == 0)
            return own;
        Dictionary<string, PluginPackage> all = new(StringComparer.Ordinal);
        foreach (var package in (PluginPackage[])[.. Packages.Where(package => LockOf(package.Id) is not null), .. own, .. Packages])
            all.TryAdd(package.Id.Derived, package);
        return [.. all.Values];
    }
}

/// <param name="IsLocked">Whether the owner cannot change it.</param>
/// <param name="Grants">Beside those of any installed plugin; serial ports, as a rule.</param>
public sealed record ShippedPlugin(bool IsLocked, IReadOnlyDictionary<Capability, Scope> Grants)
{
    public static ShippedPlugin Free { get; } = new(false, new Dictionary<Capability, Scope>());
}

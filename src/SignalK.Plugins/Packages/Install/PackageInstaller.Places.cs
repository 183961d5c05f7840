namespace SignalK.Plugins.Packages.Install;

public sealed partial class PackageInstaller
{
    /// <summary>Brings back the version before the last install; called again, the one it replaced.</summary>
    public Task<InstallResult> UndoAsync(PluginId id) => WithLockAsync(work =>
    {
        var previous = _layout.Previous(id);
        if (!PackageName.IsValid(id.Package) || !Path.Exists(previous))
            return Task.FromResult(InstallResult.Failed($"there is no version of {id} before this one"));
        var found = PackageVerdict.Judge(previous, policies.Current);
        var staged = Path.Combine(work, "package");
        NativeDirectory.Move(previous, staged);
        return Task.FromResult(Settle(found, Place(staged, work, id), "brought back"));
    }, CancellationToken.None);

    /// <summary>Takes a package away with the version before it; its grants and limits in the settings with its data.</summary>
    /// <param name="id">Of the plugin.</param>
    /// <param name="deleteData">Whether its configuration, its files and the memory of its crashes go too.</param>
    public Task<InstallResult> RemoveAsync(PluginId id, bool deleteData) => WithLockAsync(work =>
    {
        var live = _layout.Live(id);
        if (!PackageName.IsValid(id.Package) || !Path.Exists(live))
            return Task.FromResult(InstallResult.Failed(paths.Shipped.Has(id) ? $"{id} came with the unit: it can be switched off, and not be removed" : $"{id} is not installed"));
        // A link to a developer's folder goes, not what it leads to.
        NativeDirectory.Move(live, Path.Combine(work, "removed"));
        NativeDirectory.Sync(Path.GetDirectoryName(live)!);
        if (Path.Exists(_layout.Previous(id)))
            NativeDirectory.Move(_layout.Previous(id), Path.Combine(work, "previous"));
        RemoveEmptyScope(live);
        if (!deleteData)
            return Task.FromResult(new InstallResult(true, $"removed {id}; its configuration and its files are kept"));
        storage.Delete(id);
        var trouble = configs.Delete(id).Failure ?? crashes.Delete(id).Failure ?? policies.Forget(id).Failure;
        return Task.FromResult(new InstallResult(true, $"removed {id} with its configuration and its files{(trouble is null ? "" : $"; but {trouble}")}"));
    }, CancellationToken.None);

    /// <summary>Moves a whole package into its place and what was there to <c>.previous</c>.</summary>
    /// <returns>The version that was there; null for none.</returns>
    string? Place(string staged, string work, PluginId id)
    {
        var (live, previous) = (_layout.Live(id), _layout.Previous(id));
        NativeDirectory.SyncFileSystem(staged);
        Directory.CreateDirectory(Path.GetDirectoryName(live)!);
        Directory.CreateDirectory(Path.GetDirectoryName(previous)!);
        if (!Path.Exists(live))
        {
            NativeDirectory.Move(staged, live);
            NativeDirectory.Sync(Path.GetDirectoryName(live)!);
            return null;
        }
        var version = PackageReader.TryRead(live, out _)?.Manifest.Version ?? "unknown";
        if (Path.Exists(previous))
            NativeDirectory.Move(previous, Path.Combine(work, "older"));
        if (TryExchange(staged, live))
            NativeDirectory.Move(staged, previous);
        else
            ChangeInTwoSteps(staged, live, previous, id);
        NativeDirectory.Sync(Path.GetDirectoryName(live)!);
        NativeDirectory.Sync(Path.GetDirectoryName(previous)!);
        return version;
    }

    /// <summary>For file systems that cannot exchange two names; the marker lets <see cref="InstallLayout.CleanUp"/> finish it.</summary>
    void ChangeInTwoSteps(string staged, string live, string previous, PluginId id)
    {
        var marker = _layout.Marker(id);
        File.WriteAllText(marker, id.Package);
        NativeDirectory.SyncFileSystem(Path.GetDirectoryName(previous)!);
        NativeDirectory.Move(live, previous);
        NativeDirectory.Move(staged, live);
        NativeDirectory.Sync(Path.GetDirectoryName(live)!);
        File.Delete(marker);
    }

    void RemoveEmptyScope(string live)
    {
        var scope = Path.GetDirectoryName(live)!;
        if (scope != _layout.Root && !Directory.EnumerateFileSystemEntries(scope).Any())
            Directory.Delete(scope);
        NativeDirectory.Sync(_layout.Root);
    }
}

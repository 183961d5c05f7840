using SignalK.Core.Storage;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Packages.Install;

/// <summary>
/// Puts packages under <c>node_modules</c> and takes them away. Every change is whole or not at all, also when the power goes;
/// one at a time, in this process and in others. Does not start or stop anything.
/// </summary>
public sealed partial class PackageInstaller(
    PluginPaths paths, PluginConfigStore configs, PluginStorage storage, IPluginPolicyStore policies, CrashStore crashes) : IDisposable
{
    readonly InstallLayout _layout = new(paths);
    readonly SemaphoreSlim _gate = new(1);

    /// <summary>Not every file system can: FAT, and some that lie over others.</summary>
    internal Func<string, string, bool> TryExchange { get; init; } = NativeDirectory.TryExchange;

    /// <summary>
    /// Takes an npm package tarball. The version before is kept for <see cref="UndoAsync"/>. A plugin without a configuration is
    /// enabled; what it asks for is granted, unless the operator has said something about it.
    /// </summary>
    /// <param name="package">The archive; read once, to its end.</param>
    /// <param name="options">What to check it against.</param>
    /// <param name="cancel">Until it is unpacked; then it is finished.</param>
    public Task<InstallResult> InstallAsync(Stream package, InstallOptions options, CancellationToken cancel) => WithLockAsync(async work =>
    {
        var archive = Path.Combine(work, "package.tgz");
        await PackageSpool.WriteAsync(package, archive, options, cancel).ConfigureAwait(false);
        var staged = Path.Combine(work, "package");
        PackageUnpacker.Unpack(archive, staged, options);
        File.Delete(archive);
        cancel.ThrowIfCancellationRequested();
        var found = PackageVerdict.Judge(staged, policies.Current);
        if (paths.Shipped.LockOf(found.Id) is { } locked)
            return InstallResult.Failed(locked);
        var replaced = Place(staged, work, found.Id);
        return Settle(found, replaced, replaced is null ? "installed" : "updated");
    }, cancel);

    /// <summary>Looks at a package without installing it.</summary>
    /// <returns>Its directory is gone when <paramref name="look"/> returns.</returns>
    public static async Task<T> InspectAsync<T>(Stream package, InstallOptions options, Func<string, T> look, CancellationToken cancel)
    {
        var work = Directory.CreateTempSubdirectory("signalk-check-");
        try
        {
            var archive = Path.Combine(work.FullName, "package.tgz");
            await PackageSpool.WriteAsync(package, archive, options, cancel).ConfigureAwait(false);
            var unpacked = Path.Combine(work.FullName, "package");
            PackageUnpacker.Unpack(archive, unpacked, options);
            return look(unpacked);
        }
        catch (PackageException error)
        {
            throw new InvalidDataException(error.Message);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>Deletes what an install that was cut short left behind: once, before packages are looked for.</summary>
    public async Task<InstallResult> RecoverAsync() => Directory.Exists(_layout.Root)
        ? await WithLockAsync(_ => Task.FromResult(new InstallResult(true, "nothing is left behind")), CancellationToken.None).ConfigureAwait(false)
        : new InstallResult(true, "nothing is installed");

    /// <summary>Configuration, grants and the memory of crashes, for what now lies in its place.</summary>
    InstallResult Settle(PluginPackage found, string? replaced, string done)
    {
        var installed = PackageReader.TryRead(_layout.Live(found.Id), out _) ?? found;
        if (installed.Kind == PackageKind.Node)
            return new InstallResult(true, $"{done} {found.Id} {found.Manifest.Version}, a web app") { Package = installed, Replaced = replaced };
        var trouble = configs.Read(found.Id).Exists ? null : configs.SetEnabled(found.Id, enabled: true, out _).Failure;
        trouble ??= Grant(found).Failure;
        trouble ??= crashes.Enable(found.Id).Failure;
        var effective = EffectiveCapabilities.Of(found.Manifest.Capabilities, policies.Current.Of(found.Id).Grants);
        var asked = CapabilityFacts.All.Where(capability => !capability.IsImplied && !found.Manifest.Capabilities[capability].IsNone).ToList();
        List<Capability> granted = [.. asked.Where(effective.Has)], denied = [.. asked.Where(capability => !effective.Has(capability))];
        var message = string.Concat(
            $"{done} {found.Id} {found.Manifest.Version}", replaced is null ? "" : $" (was {replaced})",
            granted.Count == 0 ? "" : $"; granted: {Names(granted)}",
            denied.Count == 0 ? "" : $"; asked for and not granted: {Names(denied)}",
            trouble is null ? "" : $"; but {trouble}");
        return new InstallResult(true, message) { Package = installed, Replaced = replaced, Granted = granted, Denied = denied };
    }

    /// <summary>For a plugin that came with the machine what an install does for others; what the owner said of it before stays.</summary>
    /// <returns>What went wrong; null: nothing.</returns>
    public string? Adopt(PluginPackage shipped) =>
        (configs.Read(shipped.Id).Exists ? null : configs.SetEnabled(shipped.Id, enabled: true, out _).Failure) ?? Grant(shipped).Failure;

    static string Names(IEnumerable<Capability> capabilities) => string.Join(", ", capabilities.Select(capability => capability.Name));

    /// <summary>Written down, so that the operator finds where to take them back. What he wrote before stays.</summary>
    WriteOutcome Grant(PluginPackage found)
    {
        var recorded = policies.Recorded(found.Id);
        var said = paths.Shipped.GrantsOf(found.Id);
        var granted = CapabilityFacts.All
            .Where(capability => said.ContainsKey(capability) || (!capability.IsImplied && capability.IsGrantedByDefault))
            .Where(capability => !found.Manifest.Capabilities[capability].IsNone && !recorded.Contains(capability))
            .ToDictionary(capability => capability, capability => said.GetValueOrDefault(capability) ?? Scope.All);
        return granted.Count == 0 ? WriteOutcome.Unchanged : policies.SetGrants(found.Id, granted);
    }

    async Task<InstallResult> WithLockAsync(Func<string, Task<InstallResult>> act, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        string? work = null;
        FileStream? other = null;
        try
        {
            Directory.CreateDirectory(_layout.Root);
            // flock, as .NET does it: gone with the process that holds it.
            other = new FileStream(Path.Combine(_layout.Root, ".installing"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _layout.CleanUp();
            work = _layout.NewWork();
            return await act(work).ConfigureAwait(false);
        }
        catch (PackageException error)
        {
            return InstallResult.Failed(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return InstallResult.Failed(other is null && error is IOException ? $"another install may be running: {error.Message}" : error.Message);
        }
        finally
        {
            if (work is not null)
                TryDelete(_layout.Incoming);
            if (other is not null)
                await other.DisposeAsync().ConfigureAwait(false);
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    static void TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next install tries again.
        }
    }
}

using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;

namespace SignalK.Plugins;

public sealed partial class PluginHost
{
    private readonly PackageInstaller _installer;

    public Task<PluginResult> InstallAsync(Stream package, string? integrity, CancellationToken cancel) => ChangeAsync(
        () => _installer.InstallAsync(package, InstallOptions.Default with { Integrity = integrity }, cancel));

    public Task<PluginResult> UndoAsync(string id) => ChangeAsync(
        () => IdOf(id) is { } known ? _installer.UndoAsync(known) : Task.FromResult(InstallResult.Failed($"no plugin {id}")), id);

    public async Task<PluginResult> RemoveAsync(string id, bool deleteData)
    {
        if (IdOf(id) is not { } known)
        {
            return new PluginResult(PluginOutcome.NotFound, $"no plugin {id}");
        }

        if (Locked(known) is { } locked)
        {
            return locked;
        }

        await _changes.WaitAsync().ConfigureAwait(false);
        try
        {
            // First the guest: it could write its files anew while they are deleted.
            if (Actor(id) is { } actor)
            {
                await actor.EndAsync().ConfigureAwait(false);
            }

            var removed = await _installer.RemoveAsync(known, deleteData).ConfigureAwait(false);
            await Task.WhenAll(Take(Discover())).ConfigureAwait(false);
            return new PluginResult(removed.Ok ? PluginOutcome.Done : PluginOutcome.Failed, removed.Message) { Id = known };
        }
        finally
        {
            _changes.Release();
        }
    }

    // Those that are not locked are the owner's as if he had installed them.
    private void Adopt()
    {
        foreach (var fault in _options.Shipped.Faults)
        {
            LogPackage(_log, "came with the unit", fault);
        }

        foreach (var package in _options.Shipped.Packages.Where(p => _options.Shipped.LockOf(p.Id) is null))
        {
            if (_installer.Adopt(package) is { } trouble)
            {
                LogPackage(_log, package.Directory, trouble);
            }
        }
    }

    private PluginId? IdOf(string id) => Find(id)?.Id;

    private async Task<PluginResult> ChangeAsync(Func<Task<InstallResult>> change, string id = "")
    {
        if (IdOf(id) is { } known && Locked(known) is { } locked)
        {
            return locked;
        }

        await _changes.WaitAsync().ConfigureAwait(false);
        try
        {
            var changed = await change().ConfigureAwait(false);
            if (!changed.Ok || changed.Package is not { } package)
            {
                return new PluginResult(changed.Ok ? PluginOutcome.Done : PluginOutcome.BadRequest, changed.Message);
            }

            return await RunAsync(package, changed.Message).ConfigureAwait(false) with { Id = package.Id };
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>What was installed runs, or the owner hears at once why it does not.</summary>
    private async Task<PluginResult> RunAsync(PluginPackage package, string message)
    {
        var starts = Take(Discover());
        await Task.WhenAll(starts).ConfigureAwait(false);
        if (Actor(package.Id.Derived) is not { } actor)
        {
            return new PluginResult(PluginOutcome.Done, message);
        }

        if (_known.GetValueOrDefault(package.Id.Derived) != PackageFingerprint.Of(package) || actor.Package.Manifest.Version != package.Manifest.Version)
        {
            await ReloadAsync(actor).ConfigureAwait(false);
        }

        var status = actor.Status;
        return status.Enabled && status.State != PluginState.Running
            ? new PluginResult(PluginOutcome.Failed, $"{message}; but it does not run: {status.LastError ?? status.State.Name}")
            : new PluginResult(PluginOutcome.Done, message);
    }
}

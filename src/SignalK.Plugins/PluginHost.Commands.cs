using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Running;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins;

public sealed partial class PluginHost
{
    public Task<PluginResult> ConfigureAsync(string id, ReadOnlyMemory<byte> change) => With(id, actor =>
        ConfigChange.TryParse(change, out var wanted, out _) && wanted.Enabled is false && Locked(actor.Id) is { } locked ? Task.FromResult(locked) : actor.ConfigureAsync(change));

    public Task<PluginResult> EnableAsync(string id) => With(id, actor =>
    {
        Release(actor);
        return actor.EnableAsync();
    });

    public Task<PluginResult> DisableAsync(string id) => With(id, actor => Locked(actor.Id) is { } locked ? Task.FromResult(locked) : actor.DisableAsync());

    public Task<PluginResult> ReloadAsync(string id) => With(id, ReloadAsync);

    public Task<PluginResult> GrantAsync(string id, ReadOnlyMemory<byte> grants) => With(id, async actor =>
    {
        if (Locked(actor.Id) is { } locked)
        {
            return locked;
        }

        if (!CapabilityReader.TryReadChange(grants, out var scopes, out var fault))
        {
            return new PluginResult(PluginOutcome.BadRequest, fault);
        }

        var written = Policies.SetGrants(actor.Id, scopes);
        return written.Ok
            ? await actor.ReapplyAsync().ConfigureAwait(false)
            : new PluginResult(PluginOutcome.Failed, written.Error ?? "the grants could not be written");
    });

    private async Task<PluginResult> ReloadAsync(PluginActor actor)
    {
        if (PackageReader.TryRead(actor.Package.Directory, out var faults) is not { } package)
        {
            return new PluginResult(PluginOutcome.Failed, faults is [var first, ..] ? first.ToString() : "the package is gone");
        }

        _known = _known.SetItem(actor.Id.Derived, PackageFingerprint.Of(package));
        return await actor.ReloadAsync(package).ConfigureAwait(false);
    }

    // The owner's word ends safe mode, for all plugins: there is but one.
    private void Release(PluginActor asked)
    {
        if (Held is null)
        {
            return;
        }

        Held = null;
        _services.Faults.Clear("plugins.safe-mode");
        _options.Released?.Invoke();
        foreach (var actor in _actors.Values.Where(a => a != asked))
        {
            _ = actor.BootAsync();
        }
    }

    private PluginResult? Locked(PluginId id) =>
        _options.Shipped.LockOf(id) is { } reason ? new PluginResult(PluginOutcome.Locked, reason) { Id = id } : null;

    private Task<PluginResult> With(string id, Func<PluginActor, Task<PluginResult>> action) =>
        Actor(id) is { } actor ? action(actor)
        : _nodePackages.Any(p => p.Id.Matches(id)) ? Task.FromResult(new PluginResult(PluginOutcome.BadRequest, $"{id} is a plugin for Node and cannot run here"))
        : Task.FromResult(new PluginResult(PluginOutcome.NotFound, $"no plugin {id}"));
}

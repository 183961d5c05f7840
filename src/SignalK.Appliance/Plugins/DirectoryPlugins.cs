using System.Text;
using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Core.Storage;
using SignalK.Plugins;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Plugins;

/// <summary>Plugins of a configuration directory on which no server runs.</summary>
sealed class DirectoryPlugins : IPluginTool, IDisposable
{
    readonly ConfigPaths _paths;
    readonly PluginPaths _pluginPaths;
    readonly PluginConfigStore _configs;
    readonly PluginStorage _storage;
    readonly PluginPolicyStore _policies;
    readonly CrashStore _crashes;
    readonly PackageInstaller _installer;

    public DirectoryPlugins(ConfigPaths paths, ShippedPlugins shipped)
    {
        (_paths, _pluginPaths) = (paths, new PluginPaths(paths.Directory) { Shipped = shipped });
        _configs = new PluginConfigStore(_pluginPaths);
        _storage = new PluginStorage(_pluginPaths);
        _policies = new PluginPolicyStore(paths, shipped);
        _crashes = new CrashStore(_pluginPaths, TimeProvider.System);
        _installer = new PackageInstaller(_pluginPaths, _configs, _storage, _policies, _crashes);
    }

    public Task<PluginAnswer> ListAsync()
    {
        List<string> faults = [];
        var rows = Find((path, reason) => faults.Add($"{path}: {reason}")).Select(package => (JsonNode?)Row(package)).ToArray();
        return Task.FromResult(new PluginAnswer(true, string.Join('\n', faults), new JsonArray(rows)));
    }

    public Task<PluginAnswer> StatusAsync(string id) => Task.FromResult(
        Find(id) is not { } package ? Unknown(id)
        : new PluginAnswer(true, "", DirectoryStatus.Of(package, Row(package), _policies.Current.Of(package.Id), _storage, _crashes)));

    public async Task<PluginAnswer> InstallAsync(Stream package, string? integrity, CancellationToken cancel) =>
        AnswerOf(await _installer.InstallAsync(package, new InstallOptions { Integrity = integrity }, cancel));

    public async Task<PluginAnswer> ActAsync(PluginAction action, string id)
    {
        if (Find(id) is not { } package)
            return Unknown(id);
        switch (action)
        {
            case PluginAction.Enable:
                var enabled = _configs.SetEnabled(package.Id, enabled: true, out _);
                return AnswerOf(enabled.Ok ? _crashes.Enable(package.Id) : enabled, $"{package.Id} starts with the server");
            case PluginAction.Disable:
                return AnswerOf(_configs.SetEnabled(package.Id, enabled: false, out _), $"{package.Id} stays off");
            case PluginAction.Undo when Lock(package) is { } locked:
                return PluginAnswer.Failed(locked);
            case PluginAction.Undo:
                return AnswerOf(await _installer.UndoAsync(package.Id));
            default:
                return PluginAnswer.Failed($"no server runs on {_paths.Directory}: there is nothing to reload");
        }
    }

    public Task<PluginAnswer> GrantAsync(string id, JsonObject grants) => Task.FromResult(
        Find(id) is not { } package ? Unknown(id)
        : Lock(package) is { } locked ? PluginAnswer.Failed(locked)
        : CapabilityReader.TryReadChange(Encoding.UTF8.GetBytes(grants.ToJsonString()), out var scopes, out var reason)
            ? AnswerOf(_policies.SetGrants(package.Id, scopes), $"{package.Id} may do so from the next start of the server")
            : PluginAnswer.Failed(reason));

    public async Task<PluginAnswer> RemoveAsync(string id, bool deleteData) =>
        Find(id) is not { } package ? Unknown(id) : Lock(package) is { } locked ? PluginAnswer.Failed(locked) : AnswerOf(await _installer.RemoveAsync(package.Id, deleteData));

    public void Dispose() => _installer.Dispose();

    JsonObject Row(PluginPackage package)
    {
        var config = _configs.Read(package.Id);
        var (state, message) = package.Kind == PackageKind.Node ? ("unsupported", "a plugin for Node")
            : package.WasmPath is null ? ("error", string.Join("; ", package.Faults))
            : IsDisabledByCrashes(package) ? ("disabled", "disabled by its crashes")
            : ("stopped", config.Fault ?? "");
        return PluginRow.Make(
            package.Id.Derived, package.Id.Package, package.Manifest.DisplayName ?? package.Manifest.Name, package.Manifest.Version,
            package.Kind == PackageKind.Node ? "node" : "wasm", config.Enabled is true, state, message);
    }

    bool IsDisabledByCrashes(PluginPackage package)
    {
        var report = ModuleReport.OfFile(package.WasmPath!, _policies.Current.Of(package.Id).Limits.ForCalls);
        return report.Hash.Length > 0 && _crashes.IsDisabled(package.Id, report.Hash);
    }

    PluginPackage? Find(string id) => Find((_, _) => { }).FirstOrDefault(package => package.Id.Matches(id));

    IReadOnlyList<PluginPackage> Find(FaultSink fault) => _pluginPaths.Shipped.With(PackageDiscovery.Find([_pluginPaths.Packages], fault));

    string? Lock(PluginPackage package) => _pluginPaths.Shipped.LockOf(package.Id);

    PluginAnswer Unknown(string id) => PluginAnswer.Failed($"no plugin {id} in {_paths.Packages}");

    static PluginAnswer AnswerOf(WriteOutcome outcome, string done) => outcome.Ok ? new PluginAnswer(true, done) : PluginAnswer.Failed(outcome.Error ?? "it could not be written");

    static PluginAnswer AnswerOf(InstallResult result) => new(result.Ok, result.Message);
}

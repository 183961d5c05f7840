namespace SignalK.Plugins;

public sealed partial class PluginHost
{
    public Task<PluginResult> InstallAsync(Stream package, string? integrity, CancellationToken cancel) =>
        Task.FromResult(new PluginResult(PluginOutcome.Failed, "installing is not there yet"));

    public Task<PluginResult> UndoAsync(string id) => Task.FromResult(new PluginResult(PluginOutcome.Failed, "installing is not there yet"));

    public Task<PluginResult> RemoveAsync(string id, bool deleteData) =>
        Task.FromResult(new PluginResult(PluginOutcome.Failed, "installing is not there yet"));
}

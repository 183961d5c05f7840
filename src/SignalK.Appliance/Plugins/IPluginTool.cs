using System.Text.Json.Nodes;

namespace SignalK.Appliance.Plugins;

/// <summary>What the commands can do to plugins: through a running server, or on a configuration directory.</summary>
interface IPluginTool
{
    /// <summary>An array with one object for each plugin.</summary>
    Task<PluginAnswer> ListAsync();

    /// <summary>An object with everything about one plugin.</summary>
    Task<PluginAnswer> StatusAsync(string id);

    Task<PluginAnswer> InstallAsync(Stream package, string? integrity, CancellationToken cancel);

    Task<PluginAnswer> ActAsync(PluginAction action, string id);

    /// <param name="id">Of the plugin.</param>
    /// <param name="grants">By capability: <c>true</c>, <c>false</c> or a list.</param>
    Task<PluginAnswer> GrantAsync(string id, JsonObject grants);

    Task<PluginAnswer> RemoveAsync(string id, bool deleteData);
}

enum PluginAction : byte
{
    Enable,
    Disable,
    Reload,
    Undo,
}

/// <param name="Ok">Done.</param>
/// <param name="Message">One clear sentence; empty where <paramref name="Data"/> says it all.</param>
/// <param name="Data">What was asked for.</param>
sealed record PluginAnswer(bool Ok, string Message, JsonNode? Data = null)
{
    public static PluginAnswer Failed(string reason) => new(false, reason);
}

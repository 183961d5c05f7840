namespace SignalK.Plugins;

/// <summary>All plugins of the appliance, for the server's routes and the page. Thread-safe; ids are taken in either form.</summary>
public interface IPluginHost
{
    /// <summary>Why no plugin runs (safe mode, no engine, switched off); null when plugins run.</summary>
    string? Held { get; }

    /// <summary>By name.</summary>
    IReadOnlyList<PluginStatus> Plugins { get; }

    PluginStatus? Find(string id);

    /// <summary>Saves and applies; completes when the plugin has started anew (or failed to).</summary>
    /// <param name="id">Of the plugin.</param>
    /// <param name="change">A JSON object: <c>enabled</c>, <c>enableDebug</c>, <c>configuration</c>, each optional.</param>
    Task<PluginResult> ConfigureAsync(string id, ReadOnlyMemory<byte> change);

    /// <summary>Also ends a crash's disablement.</summary>
    Task<PluginResult> EnableAsync(string id);

    Task<PluginResult> DisableAsync(string id);

    /// <summary>Stop, swap, start; no delta is lost up to 1000.</summary>
    Task<PluginResult> ReloadAsync(string id);

    /// <summary>Writes what the operator lets it do, and applies it.</summary>
    /// <param name="id">Of the plugin.</param>
    /// <param name="grants">A JSON object by capability: <c>true</c>, <c>false</c> or a list; what is absent stays.</param>
    Task<PluginResult> GrantAsync(string id, ReadOnlyMemory<byte> grants);

    /// <summary>Takes an npm package tarball, verifies and starts it.</summary>
    Task<PluginResult> InstallAsync(Stream package, string? integrity, CancellationToken cancel);

    /// <summary>Puts the version before back.</summary>
    Task<PluginResult> UndoAsync(string id);

    Task<PluginResult> RemoveAsync(string id, bool deleteData);

    /// <summary>The newest first: each a JSON object text with time, trap, call and the input it had.</summary>
    IReadOnlyList<string> Crashes(string id);

    /// <summary>Carries a request to the endpoint that the plugin declared for it.</summary>
    /// <returns>Null when the plugin declared none for that method and path.</returns>
    PluginEndpoint? FindEndpoint(string id, string method, string path);
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Message">One clear sentence for the owner.</param>
public sealed record PluginResult(PluginOutcome Outcome, string Message)
{
    public bool Succeeded => Outcome == PluginOutcome.Done;

    /// <summary>The id that was installed.</summary>
    public PluginId? Id { get; init; }
}

public enum PluginOutcome : byte
{
    Done,
    NotFound,

    /// <summary>The request itself is wrong.</summary>
    BadRequest,

    /// <summary>It came with the machine and is not the owner's to change.</summary>
    Locked,

    /// <summary>Saved or installed, but the plugin does not run: the message says why.</summary>
    Failed,
}

/// <summary>An endpoint of a plugin that a request matched.</summary>
/// <param name="Calls">The plugin.</param>
/// <param name="Handler">Its export.</param>
/// <param name="Parameters">Of the pattern, unescaped.</param>
public sealed record PluginEndpoint(Running.IPluginCalls Calls, string Handler, IReadOnlyDictionary<string, string> Parameters);

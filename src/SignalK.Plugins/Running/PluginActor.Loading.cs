using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Endpoints;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Settings;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    private EndpointTable _endpoints = EndpointTable.Empty;
    private Loaded? _module;
    private WasiQuota? _quota;
    private long _diskBytes;

    /// <summary>Finds the endpoint that a request matches. Any thread.</summary>
    public PluginEndpoint? FindEndpoint(string method, string path) =>
        State == PluginState.Running && Volatile.Read(ref _endpoints).Find(method, path) is { } found
            ? new PluginEndpoint(this, found.Handler, found.Parameters)
            : null;

    /// <summary>Reads and compiles the module of the package as it is now; the one that runs is untouched.</summary>
    /// <returns>Null with the reason.</returns>
    private Loaded? LoadModule(PluginPackage package, out string fault)
    {
        if (package.WasmPath is not { } path)
        {
            fault = package.Faults is [var first, ..] ? first.ToString() : "the package has no module";
            return null;
        }

        var (engine, reason) = _services.Engine();
        if (engine is null)
        {
            fault = $"no engine: {reason}";
            return null;
        }

        byte[] bytes;
        try
        {
            // What is too long is refused before it is read.
            var length = new FileInfo(path).Length;
            if (length > WasmLimits.Default.ModuleBytes)
            {
                fault = $"the module has {length} bytes, more than {WasmLimits.Default.ModuleBytes}";
                return null;
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return null;
        }

        if (!engine.TryLoad(bytes, _policy.Limits.ForStart, out var module, out var refusal))
        {
            fault = refusal.ToString();
            return null;
        }

        fault = "";
        return new Loaded(module, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Makes a guest of the loaded module and learns its name and schema from it.</summary>
    private bool TryMakeGuest(Loaded loaded, out string fault)
    {
        var grant = Grant;
        var config = _parts.Configs.Read(Id);
        var session = new PluginSession(_services, grant, this, _parts.Configs, _counters, _events, _slot, _log)
        {
            IsDebug = config.EnableDebug || _services.Debugs($"signalk:wasm:{Id.Derived}"),
        };
        Guest? guest = null;
        try
        {
            using var turn = _slot.EnterToStart();
            if (Guest.TryCreate(loaded.Module, OptionsFor(grant), session, out guest, out var reason)
                && TryDescribe(guest, out reason))
            {
                Volatile.Write(ref _session, session);
                _guest = guest;
                _counters.MemoryBytes = guest.MemoryBytes;
                fault = "";
                return true;
            }

            fault = reason ?? "the module could not be started";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"its files: {e.Message}";
        }

        guest?.Dispose();
        session.Dispose();
        return false;
    }

    private GuestOptions OptionsFor(PluginGrant grant)
    {
        if (grant.Capabilities.Has(Capability.Storage))
        {
            Migrate(grant.Limits.StorageBytes);
        }

        var options = grant.MakeOptions(_parts.Storage, _services.Time) with { Pace = _pace };
        _quota = options.Quota;
        return options;
    }

    private void Migrate(long quota)
    {
        var moved = new NodeDataMigration(_parts.Paths).Run(Id, Package.Manifest.Migrate, quota);
        if (moved.Files > 0)
        {
            LogMigrated(_log, Id.Package, moved.Files, moved.Bytes);
        }
        else if (moved.Error is { } error)
        {
            LogNotMigrated(_log, Id.Package, error);
        }
    }

    private bool TryDescribe(Guest guest, out string? fault)
    {
        guest.SetBudget(_policy.Limits.FuelPerCall, _policy.Limits.CallDeadline);
        var named = guest.Name(out var name);
        var described = guest.Schema(out var schema);
        var endpoints = "[]";
        var listed = Grant.Capabilities.Has(Capability.HttpEndpoints) ? guest.HttpEndpoints(out endpoints) : GuestCall.Missing;
        fault = Trapped("plugin_name", named) ?? Trapped("plugin_schema", described) ?? Trapped("http_endpoints", listed)
            ?? (IsJson(schema) ? null : "plugin_schema is no JSON");
        if (fault is not null)
        {
            return false;
        }

        var faults = new List<string>();
        Volatile.Write(ref _endpoints, EndpointTable.Parse(endpoints, faults));
        foreach (var endpoint in faults)
        {
            LogAnswer(_log, Id.Package, "http_endpoints", endpoint);
        }

        _shown = _shown with
        {
            Name = string.IsNullOrWhiteSpace(name) ? null : name,
            Schema = schema,
            Engine = _module?.Module.Engine.Name,
        };
        return true;
    }

    private static string? Trapped(string export, in GuestCall call) =>
        call.IsMissing || call.Returned ? null : $"{export}: {call.Fault ?? call.Outcome.ToString()}";

    private static bool IsJson(string text)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(text);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "[{Plugin}] took over {Files} files ({Bytes} bytes) of the Node plugin before it")]
    private static partial void LogMigrated(ILogger logger, string plugin, int files, long bytes);

    [LoggerMessage(EventId = 113, Level = LogLevel.Warning, Message = "[{Plugin}] the files of the Node plugin before it were not taken over: {Why}")]
    private static partial void LogNotMigrated(ILogger logger, string plugin, string why);

    private sealed record Loaded(IWasmModule Module, string Hash);
}

using System.Text.Json.Nodes;
using SignalK.Core.Storage;
using SignalK.Plugins;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Configuration;

/// <summary>Limits and grants of plugins as they stand in settings.json; what else stands there stays.</summary>
sealed class PluginPolicyStore : IPluginPolicyStore
{
    const string File = "settings.json";

    readonly JsonDocumentFile<JsonObject> _file;
    readonly string _path;
    readonly Lock _gate = new();
    volatile PluginPolicies _current;

    readonly ShippedPlugins _shipped;

    /// <param name="shipped">What came with the machine; null: nothing.</param>
    public PluginPolicyStore(ConfigPaths paths, ShippedPlugins? shipped = null)
    {
        (_path, _file, _shipped) = (paths.Settings, new JsonDocumentFile<JsonObject>(paths.Settings), shipped ?? ShippedPlugins.None);
        _current = Read(_file.Load(new FaultList(File)));
    }

    public event Action? Changed;

    public PluginPolicies Current => _current;

    public WriteOutcome SetGrants(PluginId id, IReadOnlyDictionary<Capability, Scope> grants) => Change(id, plugin =>
    {
        var written = Child(plugin, "grants");
        foreach (var (capability, scope) in grants)
            written[capability.Name] = ToJson(scope);
    });

    public WriteOutcome SetLimits(PluginId id, IReadOnlyDictionary<PluginLimit, long> limits) => Change(id, plugin =>
    {
        var written = Child(plugin, "limits");
        foreach (var (limit, value) in limits)
            written[limit.Name] = value;
    });

    public WriteOutcome Forget(PluginId id) => Change(id, null);

    public IReadOnlySet<Capability> Recorded(PluginId id)
    {
        lock (_gate)
        {
            return _file.Load(new FaultList(File)) is { } document && (document["wasm"] as JsonObject)?["plugins"] is JsonObject plugins
                && KeyOf(plugins, id) is { } key && (plugins[key] as JsonObject)?["grants"] is JsonObject grants
                ? grants.Where(grant => grant.Value is not null).Select(grant => CapabilityFacts.Find(grant.Key)).OfType<Capability>().ToHashSet()
                : new HashSet<Capability>();
        }
    }

    /// <param name="id">Of the plugin.</param>
    /// <param name="change">Of what stands for it; null takes that away.</param>
    WriteOutcome Change(PluginId id, Action<JsonObject>? change)
    {
        WriteOutcome outcome;
        lock (_gate)
        {
            try
            {
                var document = _file.Load(new FaultList(File));
                if (document is null && System.IO.File.Exists(_path))
                    return WriteOutcome.Failed($"{File} is broken and no good generation of it is left: nothing is written over it");
                document ??= [];
                if (change is null)
                {
                    if ((document["wasm"] as JsonObject)?["plugins"] is not JsonObject known || KeyOf(known, id) is not { } key)
                        return WriteOutcome.Unchanged;
                    known.Remove(key);
                }
                else
                {
                    var plugins = Child(Child(document, "wasm"), "plugins");
                    change(Child(plugins, KeyOf(plugins, id) ?? id.Package));
                }
                outcome = _file.Save(document);
                if (outcome.Ok)
                    _current = Read(document);
            }
            catch (InvalidDataException error)
            {
                return WriteOutcome.Failed(error.Message);
            }
        }
        if (outcome.Changed)
            Changed?.Invoke();
        return outcome;
    }

    PluginPolicies Read(JsonObject? document)
    {
        var said = document is null ? PluginPolicies.Default : SettingsReader.Read(document, new FaultList(File)).Plugins;
        return new PluginPolicies(said.Limits, said.Own) { Shipped = _shipped };
    }

    static string? KeyOf(JsonObject plugins, PluginId id) =>
        plugins.ContainsKey(id.Package) ? id.Package : plugins.ContainsKey(id.Derived) ? id.Derived : null;

    static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
            return child;
        if (parent[name] is not null)
            throw new InvalidDataException($"{File}: {name} is no object: nothing is written into it");
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    static JsonNode ToJson(Scope scope) => scope.IsAll || scope.IsNone
        ? JsonValue.Create(scope.IsAll)
        : new JsonArray([.. scope.Lists[0].Select(rule => (JsonNode?)JsonValue.Create(rule.Text))]);
}

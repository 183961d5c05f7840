using System.Text.Json.Nodes;
using SignalK.Core.Model;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// Everything that a configuration directory says, read as far as it can be read. Its faults are a list, never an exception:
/// an appliance with a broken settings file starts with what is good.
/// </summary>
sealed class Configuration
{
    readonly JsonDocumentFile<JsonArray> _baseDeltasFile;
    readonly Lock _gate = new();

    Configuration(ConfigPaths paths, Settings settings, BaseDeltas baseDeltas, SelfIdentity self, JsonDocumentFile<JsonArray> baseDeltasFile, List<ConfigFault> faults)
    {
        (Paths, Settings, BaseDeltas, Self, Faults) = (paths, settings, baseDeltas, self, faults);
        _baseDeltasFile = baseDeltasFile;
    }

    public ConfigPaths Paths { get; }

    public Settings Settings { get; }

    public SelfIdentity Self { get; }

    public IReadOnlyList<ConfigFault> Faults { get; }

    BaseDeltas BaseDeltas { get; }

    /// <param name="readOnly">True for a check: nothing is generated or written.</param>
    public static Configuration Load(ConfigPaths paths, Overrides overrides, bool readOnly = false)
    {
        List<ConfigFault> faults = [];
        var access = readOnly ? new DurableFileOptions { ReadOnly = true } : DurableFileOptions.Default;
        var settings = LoadSettings(paths, access, faults);
        var (baseDeltas, file) = LoadBaseDeltas(paths, access, faults, out var changed);
        var identityFaults = new FaultList("baseDeltas.json");
        var self = Identity(baseDeltas, identityFaults, ref changed);
        if (changed && !readOnly && file.Save(baseDeltas.Document) is { Error: { } error })
            identityFaults.Error("", error);
        faults.AddRange(identityFaults.Faults);
        return new Configuration(paths, overrides.Over(settings), baseDeltas, self, file, faults);
    }

    /// <summary>The base deltas as text, for the hub to take in at the start.</summary>
    public IReadOnlyList<string> BaseDeltaTexts()
    {
        lock (_gate)
            return [.. BaseDeltas.Document.OfType<JsonObject>().Select(delta => delta.ToJsonString())];
    }

    public T ReadBaseDeltas<T>(Func<BaseDeltas, T> read)
    {
        lock (_gate)
            return read(BaseDeltas);
    }

    /// <summary>Changes the base deltas and keeps them.</summary>
    public WriteOutcome ChangeBaseDeltas(Action<BaseDeltas> change)
    {
        lock (_gate)
        {
            change(BaseDeltas);
            return _baseDeltasFile.Save(BaseDeltas.Document);
        }
    }

    static Settings LoadSettings(ConfigPaths paths, DurableFileOptions access, List<ConfigFault> faults)
    {
        var settingsFaults = new FaultList("settings.json");
        var document = new JsonDocumentFile<JsonObject>(paths.Settings, access).Load(settingsFaults);
        var settings = document is null ? Settings.Default : SettingsReader.Read(document, settingsFaults);
        faults.AddRange(settingsFaults.Faults);

        var priorityFaults = new FaultList("priorities.json");
        if (new JsonDocumentFile<JsonObject>(paths.Priorities, access).Load(priorityFaults) is { } priorities)
            settings = settings with { Priorities = SettingsReader.ReadPriorities(priorities, priorityFaults) };
        faults.AddRange(priorityFaults.Faults);
        return settings;
    }

    static (BaseDeltas Deltas, JsonDocumentFile<JsonArray> File) LoadBaseDeltas(ConfigPaths paths, DurableFileOptions access, List<ConfigFault> faults, out bool changed)
    {
        var baseFaults = new FaultList("baseDeltas.json");
        var file = new JsonDocumentFile<JsonArray>(paths.BaseDeltas, access);
        var document = file.Load(baseFaults);
        faults.AddRange(baseFaults.Faults);
        changed = false;
        if (document is not null)
            return (new BaseDeltas(document), file);

        var defaultFaults = new FaultList("defaults.json");
        var defaults = new JsonDocumentFile<JsonObject>(paths.Defaults, access).Load(defaultFaults);
        faults.AddRange(defaultFaults.Faults);
        changed = defaults is not null;
        return (defaults is null ? new BaseDeltas([]) : OldDefaults.Convert(defaults), file);
    }

    static SelfIdentity Identity(BaseDeltas deltas, FaultList faults, ref bool changed)
    {
        var mmsi = deltas.GetValue("mmsi")?.ToString();
        if (mmsi is not null && (mmsi.Length != 9 || !mmsi.All(char.IsAsciiDigit)))
        {
            faults.Error("mmsi", $"expected nine digits, found \"{mmsi}\"; going by the UUID");
            mmsi = null;
        }
        const string Prefix = "urn:mrn:signalk:uuid:";
        var uuid = deltas.GetText("uuid");
        if (uuid is not null && !(uuid.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(uuid[Prefix.Length..], "D", out _)))
        {
            faults.Error("uuid", $"expected {Prefix} and a UUID, found \"{uuid}\"; a new one stands in until it is put right");
            uuid = null;
        }
        if (mmsi is null && uuid is null)
        {
            uuid = Prefix + Uuid.New().ToString("D");
            if (deltas.GetValue("uuid") is null)
            {
                deltas.SetValue("uuid", uuid);
                changed = true;
            }
        }
        return new SelfIdentity(mmsi is null ? uuid! : "urn:mrn:imo:mmsi:" + mmsi, deltas.GetText("name"), mmsi, uuid);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignalK.Core.Storage;

namespace SignalK.Plugins.Settings;

/// <summary>
/// What is remembered of plugins that crashed: the last crashes, and whether they were too many. Kept apart from their
/// configuration (<c>enabled</c> stays as the operator set it), and over a restart. Thread-safe.
/// </summary>
public sealed class CrashStore(PluginPaths paths, TimeProvider time)
{
    /// <summary>Crashes kept of each plugin.</summary>
    public const int MostCrashes = 10;

    // A plugin that crashes every ten seconds for a year must not wear the flash out: 50 000 writes.
    static readonly TimeSpan s_writeInterval = TimeSpan.FromMinutes(10);

    static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Lock _gate = new();
    readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);

    /// <summary>Whether it was disabled by its crashes, and is still the module that crashed.</summary>
    /// <param name="id">Of the plugin.</param>
    /// <param name="module">Any text that a new version changes: a hash of the module.</param>
    public bool IsDisabled(PluginId id, string module)
    {
        lock (_gate)
            return StateOf(id).DisabledModule == module;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<CrashRecord> Crashes(PluginId id)
    {
        lock (_gate)
            return [.. StateOf(id).Crashes];
    }

    /// <summary>The newest first, each a JSON object.</summary>
    public IReadOnlyList<string> CrashTexts(PluginId id) => [.. Crashes(id).Select(crash => Render(crash.Write))];

    public void Add(PluginId id, CrashRecord crash)
    {
        lock (_gate)
        {
            var state = StateOf(id);
            state.Crashes.Insert(0, crash);
            if (state.Crashes.Count > MostCrashes)
                state.Crashes.RemoveAt(MostCrashes);
            state.IsDirty = true;
            if (state.WrittenAt is not { } written || time.GetElapsedTime(written) >= s_writeInterval)
                Write(state);
        }
    }

    /// <summary>Keeps it from being started until <see cref="Enable"/>, or until its module is another.</summary>
    public WriteOutcome Disable(PluginId id, string module)
    {
        lock (_gate)
        {
            var state = StateOf(id);
            state.DisabledModule = module;
            return Write(state);
        }
    }

    /// <summary>Ends what <see cref="Disable"/> began; the crashes stay for the report.</summary>
    public WriteOutcome Enable(PluginId id)
    {
        lock (_gate)
        {
            var state = StateOf(id);
            if (state.DisabledModule is null)
                return WriteOutcome.Unchanged;
            state.DisabledModule = null;
            return Write(state);
        }
    }

    public WriteOutcome Delete(PluginId id)
    {
        lock (_gate)
        {
            var file = StateOf(id).File;
            _states.Remove(id.Derived);
            return file.Delete();
        }
    }

    /// <summary>Writes what waits, at the end of the server.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            foreach (var state in _states.Values.Where(state => state.IsDirty))
                Write(state);
        }
    }

    WriteOutcome Write(State state)
    {
        state.WrittenAt = time.GetTimestamp();
        state.IsDirty = false;
        return state.File.Write(Encoding.UTF8.GetBytes(Render(state.Write)));
    }

    static string Render(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_writing))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    State StateOf(PluginId id)
    {
        if (!_states.TryGetValue(id.Derived, out var state))
        {
            // One generation: nobody will want a crash report of the week before.
            state = new State(new DurableFile(paths.CrashFile(id), new DurableFileOptions { Generations = 1 }));
            state.Load();
            _states.Add(id.Derived, state);
        }
        return state;
    }

    sealed class State(DurableFile file)
    {
        public DurableFile File => file;

        public List<CrashRecord> Crashes { get; } = [];

        public string? DisabledModule { get; set; }

        public long? WrittenAt { get; set; }

        public bool IsDirty { get; set; }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            if (DisabledModule is not null)
                json.WriteString("disabledModule"u8, DisabledModule);
            json.WriteStartArray("crashes"u8);
            foreach (var crash in Crashes)
                crash.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        /// <summary>What cannot be read is forgotten: a plugin gets three more crashes.</summary>
        public void Load() => file.Read(content =>
        {
            try
            {
                using var document = JsonDocument.Parse(content);
                var root = document.RootElement;
                if (root.ValueKind != JsonValueKind.Object)
                    return "no JSON object at the top";
                DisabledModule = root.TryGetProperty("disabledModule"u8, out var module) ? module.GetString() : null;
                Crashes.Clear();
                if (root.TryGetProperty("crashes"u8, out var crashes) && crashes.ValueKind == JsonValueKind.Array)
                    Crashes.AddRange(crashes.EnumerateArray().Take(MostCrashes).Select(CrashRecord.Read).OfType<CrashRecord>());
                return null;
            }
            catch (Exception error) when (JsonFaults.Is(error))
            {
                return error.Message;
            }
        });
    }
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SignalK.Core.Storage;

namespace SignalK.Plugins.Settings;

/// <summary>
/// The configuration files of plugins: <c>plugin-config-data/ID.json</c>, <c>{"configuration", "enabled", "enableDebug"}</c> as
/// upstream writes them. Thread-safe; one plugin's slow disk keeps no other waiting.
/// </summary>
public sealed class PluginConfigStore(PluginPaths paths)
{
    /// <summary>Bytes of a file, and of what a save may bring: the largest configuration seen has 30 KB.</summary>
    public const int LargestFile = 1 << 20;

    static readonly JsonWriterOptions s_indented = new() { Indented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly DurableFileOptions s_options = new() { LargestRead = LargestFile };

    readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public PluginConfig Read(PluginId id)
    {
        var entry = Of(id);
        lock (entry)
            return entry.Read();
    }

    /// <summary>
    /// Takes the change of an operator: a JSON object with <c>enabled</c>, <c>enableDebug</c> and <c>configuration</c>, each
    /// optional; what is absent stays. As upstream, nothing else of the file stays.
    /// </summary>
    /// <param name="id">Of the plugin.</param>
    /// <param name="change">UTF-8 JSON.</param>
    /// <param name="config">As it then stands.</param>
    public WriteOutcome Change(PluginId id, ReadOnlyMemory<byte> change, out PluginConfig config)
    {
        var entry = Of(id);
        lock (entry)
        {
            config = entry.Read();
            if (change.Length > LargestFile)
                return WriteOutcome.Failed($"the configuration has {change.Length} bytes, more than {LargestFile}");
            if (!ConfigChange.TryParse(change, out var wanted, out var reason))
                return WriteOutcome.Failed($"the configuration is no JSON object: {reason}");
            if (wanted.Enabled is false && paths.Shipped.LockOf(id) is { } locked)
                return WriteOutcome.Failed(locked);
            return Write(entry, config with
            {
                Enabled = wanted.Enabled ?? config.Enabled,
                EnableDebug = wanted.EnableDebug ?? config.EnableDebug,
                Configuration = wanted.Configuration ?? config.Configuration,
            }, ref config);
        }
    }

    public WriteOutcome SetEnabled(PluginId id, bool enabled, out PluginConfig config)
    {
        var entry = Of(id);
        lock (entry)
        {
            config = entry.Read();
            return !enabled && paths.Shipped.LockOf(id) is { } locked
                ? WriteOutcome.Failed(locked)
                : Write(entry, config with { Enabled = enabled }, ref config);
        }
    }

    /// <summary>
    /// A guest's own save: replaces <c>configuration</c> and leaves everything else as it is. A new file starts enabled, as
    /// upstream's does, for it is a running plugin that writes it.
    /// </summary>
    public WriteOutcome SaveConfiguration(PluginId id, ReadOnlyMemory<byte> configuration)
    {
        if (configuration.Length > LargestFile / 2)
            return WriteOutcome.Failed($"the configuration has {configuration.Length} bytes, more than {LargestFile / 2}");
        if (!Utf8.IsValid(configuration.Span))
            return WriteOutcome.Failed("the configuration is no UTF-8");
        var entry = Of(id);
        lock (entry)
        {
            var config = entry.Read();
            try
            {
                using var wanted = JsonDocument.Parse(configuration);
                using var current = JsonDocument.Parse(config.Data);
                return entry.File.Write(Render(json =>
                {
                    json.WritePropertyName("configuration"u8);
                    wanted.RootElement.WriteTo(json);
                    if (!config.Exists)
                        json.WriteBoolean("enabled"u8, true);
                    foreach (var member in current.RootElement.EnumerateObject().Where(member => !member.NameEquals("configuration"u8)))
                        member.WriteTo(json);
                }));
            }
            catch (Exception error) when (JsonFaults.Is(error))
            {
                return WriteOutcome.Failed($"the configuration is no JSON: {error.Message}");
            }
        }
    }

    /// <summary>Deletes the file and what was kept of it: there may be passwords in it.</summary>
    public WriteOutcome Delete(PluginId id)
    {
        var entry = Of(id);
        lock (entry)
            return entry.File.Delete();
    }

    /// <param name="entry">Locked.</param>
    /// <param name="wanted">What to write.</param>
    /// <param name="config">What stands on disk afterwards.</param>
    static WriteOutcome Write(Entry entry, PluginConfig wanted, ref PluginConfig config)
    {
        byte[] content;
        try
        {
            using var configuration = JsonDocument.Parse(wanted.Configuration ?? "{}");
            content = Render(json =>
            {
                json.WritePropertyName("configuration"u8);
                configuration.RootElement.WriteTo(json);
                json.WriteBoolean("enabled"u8, wanted.Enabled is true);
                json.WriteBoolean("enableDebug"u8, wanted.EnableDebug);
            });
        }
        catch (Exception error) when (JsonFaults.Is(error))
        {
            return WriteOutcome.Failed($"the configuration cannot be written: {error.Message}");
        }
        var outcome = entry.File.Write(content);
        if (outcome.Ok)
            config = PluginConfig.Parse(content);
        return outcome;
    }

    static byte[] Render(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_indented))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    Entry Of(PluginId id) => _entries.GetOrAdd(id.Derived, static (_, arg) => new Entry(new DurableFile(arg.Paths.ConfigFile(arg.Id), s_options), arg.Paths.Shipped.LockOf(arg.Id) is not null), (Paths: paths, Id: id));

    /// <summary>One plugin's file, and the lock of whoever changes it.</summary>
    /// <param name="isAlwaysOn">Whatever the file says.</param>
    sealed class Entry(DurableFile file, bool isAlwaysOn)
    {
        public DurableFile File => file;

        public PluginConfig Read()
        {
            var config = PluginConfig.Missing;
            var outcome = file.Read(content =>
            {
                try
                {
                    config = PluginConfig.Parse(content);
                    return null;
                }
                catch (Exception error) when (JsonFaults.Is(error))
                {
                    return error.Message;
                }
            });
            // Broken and nothing to stand in: off, as upstream takes it, and the owner is told.
            config = (outcome.Content is null ? PluginConfig.Missing : config) with { Fault = outcome.Fault };
            return isAlwaysOn ? config with { Enabled = true } : config;
        }
    }
}

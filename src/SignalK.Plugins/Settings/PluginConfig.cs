using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignalK.Plugins.Settings;

/// <summary>A plugin's configuration file as it stands. Immutable.</summary>
public sealed record PluginConfig
{
    static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>No file: off, and nothing was ever configured.</summary>
    public static PluginConfig Missing { get; } = new();

    public bool Exists { get; init; }

    /// <summary>Null in a file that does not say: loaded, and not started.</summary>
    public bool? Enabled { get; init; }

    public bool EnableDebug { get; init; }

    /// <summary>The <c>configuration</c> member: JSON text, null when it is absent or null.</summary>
    public string? Configuration { get; init; }

    /// <summary>The whole file: JSON object text, <c>{}</c> without one.</summary>
    public string Data { get; init; } = "{}";

    /// <summary>What was wrong with the file, for the operator; null when all is well.</summary>
    public string? Fault { get; init; }

    /// <summary>What <c>plugin_start</c> gets: the configuration with <c>enableDebug</c> behind it.</summary>
    public string StartText
    {
        get
        {
            ArrayBufferWriter<byte> buffer = new();
            using (Utf8JsonWriter json = new(buffer, s_compact))
            {
                json.WriteStartObject();
                using var configuration = JsonDocument.Parse(Configuration ?? "{}");
                // A configuration that is no object has no members to give.
                if (configuration.RootElement.ValueKind == JsonValueKind.Object)
                {
                    foreach (var member in configuration.RootElement.EnumerateObject().Where(member => !member.NameEquals("enableDebug"u8)))
                        member.WriteTo(json);
                }
                json.WriteBoolean("enableDebug"u8, EnableDebug);
                json.WriteEndObject();
            }
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
    }

    /// <param name="content">A JSON object; comments are no part of one here, as upstream has none.</param>
    /// <exception cref="JsonException">It is none.</exception>
    internal static PluginConfig Parse(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("no JSON object at the top");
        return new PluginConfig
        {
            Exists = true,
            Enabled = Flag(root, "enabled"u8),
            EnableDebug = Flag(root, "enableDebug"u8) ?? false,
            Configuration = root.TryGetProperty("configuration"u8, out var member) && member.ValueKind != JsonValueKind.Null ? member.GetRawText() : null,
            Data = root.GetRawText(),
        };
    }

    internal static bool? Flag(JsonElement root, ReadOnlySpan<byte> name) => !root.TryGetProperty(name, out var member) ? null : member.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}

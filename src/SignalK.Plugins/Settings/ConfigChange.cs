using System.Text.Json;
using System.Text.Unicode;

namespace SignalK.Plugins.Settings;

/// <summary>What an operator wants of a plugin's configuration; null where nothing is said.</summary>
/// <param name="Configuration">JSON text.</param>
readonly record struct ConfigChange(bool? Enabled, bool? EnableDebug, string? Configuration)
{
    public static bool TryParse(ReadOnlyMemory<byte> json, out ConfigChange change, out string reason)
    {
        (change, reason) = (default, "it is no UTF-8");
        if (!Utf8.IsValid(json.Span))
            return false;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                reason = $"found {root.ValueKind}";
                return false;
            }
            string? configuration = null;
            // Upstream stores nothing as an empty one.
            if (root.TryGetProperty("configuration"u8, out var member))
                configuration = member.ValueKind == JsonValueKind.Null ? "{}" : member.GetRawText();
            change = new ConfigChange(PluginConfig.Flag(root, "enabled"u8), PluginConfig.Flag(root, "enableDebug"u8), configuration);
            return true;
        }
        catch (Exception error) when (JsonFaults.Is(error))
        {
            reason = error.Message;
            return false;
        }
    }
}

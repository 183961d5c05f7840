using System.Text.Json.Nodes;

namespace SignalK.Appliance.Plugins;

/// <summary>A plugin in a list: <c>{id, packageName, name, version, type, enabled, state, statusMessage}</c>.</summary>
static class PluginRow
{
    public static JsonObject OfServer(JsonObject entry) => Make(
        Text(entry, "id"), Text(entry, "packageName"), Text(entry, "name"), Text(entry, "version"), Text(entry, "type"),
        (entry["data"] as JsonObject)?["enabled"] is JsonValue enabled && enabled.TryGetValue(out bool isEnabled) && isEnabled,
        Text(entry, "state"), Text(entry, "statusMessage"));

    public static JsonObject Make(string id, string package, string name, string version, string type, bool enabled, string state, string message) => new()
    {
        ["id"] = id,
        ["packageName"] = package,
        ["name"] = name,
        ["version"] = version,
        ["type"] = type,
        ["enabled"] = enabled,
        ["state"] = state,
        ["statusMessage"] = message,
    };

    public static string Text(JsonObject json, string name) => json[name]?.ToString() ?? "";
}

using System.Text.Json;
using SignalK.Plugins;

namespace SignalK.Server.Plugins;

/// <summary>Plugins as JSON, in upstream's shapes where upstream has them.</summary>
internal static class PluginReport
{
    /// <summary>An entry of <c>GET /plugins</c>.</summary>
    public static void WriteEntry(Utf8JsonWriter writer, PluginStatus plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, plugin.Id.Derived);
        writer.WriteString("name"u8, plugin.Name);
        writer.WriteString("packageName"u8, plugin.Id.Package);
        writer.WriteStartArray("keywords"u8);
        foreach (var keyword in plugin.Keywords)
        {
            writer.WriteStringValue(keyword);
        }

        writer.WriteEndArray();
        writer.WriteString("version"u8, plugin.Version);
        writer.WriteString("description"u8, plugin.Description);
        writer.WritePropertyName("schema"u8);
        WriteJson(writer, plugin.Schema);
        writer.WriteString("statusMessage"u8, plugin.LastError ?? plugin.StatusMessage);
        if (plugin.UiSchema is { } ui)
        {
            writer.WritePropertyName("uiSchema"u8);
            WriteJson(writer, ui);
        }

        writer.WriteString("state"u8, StateOf(plugin.State));
        writer.WritePropertyName("data"u8);
        WriteJson(writer, plugin.Data);
        writer.WriteString("type"u8, plugin.State == PluginState.Unsupported ? "node"u8 : "wasm"u8);
        writer.WriteBoolean("bundled"u8, false);
        WriteLock(writer, plugin);
        writer.WriteEndObject();
    }

    /// <summary><c>GET /plugins/ID</c></summary>
    public static void WriteSummary(Utf8JsonWriter writer, PluginStatus plugin)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("enabled"u8, plugin.Enabled);
        writer.WriteBoolean("enabledByDefault"u8, false);
        writer.WriteString("id"u8, plugin.Id.Derived);
        writer.WriteString("name"u8, plugin.Name);
        writer.WriteString("version"u8, plugin.Version);
        writer.WriteEndObject();
    }

    /// <summary>A member of <c>plugins</c> in <c>GET /signalk/v2/features</c>.</summary>
    public static void WriteFeature(Utf8JsonWriter writer, PluginStatus plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, plugin.Id.Derived);
        writer.WriteString("name"u8, plugin.Name);
        writer.WriteString("version"u8, plugin.Version);
        writer.WriteBoolean("enabled"u8, plugin.Enabled);
        writer.WriteEndObject();
    }

    /// <summary><c>GET /plugins/ID/config</c>: what is in the file over what is so without one.</summary>
    public static void WriteConfig(Utf8JsonWriter writer, PluginStatus plugin)
    {
        using var file = Parse(plugin.Data);
        writer.WriteStartObject();
        WriteMember(writer, file.RootElement, "enabled");
        WriteMember(writer, file.RootElement, "enableDebug");
        if (file.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in file.RootElement.EnumerateObject())
            {
                if (member.Name is not ("enabled" or "enableDebug"))
                {
                    member.WriteTo(writer);
                }
            }
        }

        writer.WriteEndObject();
    }

    /// <summary><c>GET /plugins/ID/stats</c>: how it is, what it used, what it may do.</summary>
    public static void WriteStatus(Utf8JsonWriter writer, PluginStatus plugin)
    {
        writer.WriteStartObject();
        WriteState(writer, plugin, withMessages: true);
        writer.WritePropertyName("capabilities"u8);
        WriteJson(writer, plugin.Capabilities);
        writer.WritePropertyName("requested"u8);
        WriteJson(writer, plugin.Requested);
        writer.WritePropertyName("granted"u8);
        WriteJson(writer, plugin.Granted);
        writer.WriteEndObject();
    }

    /// <summary>A member of <c>plugins</c> in the health report; what it says of itself is for those who may read.</summary>
    public static void WriteHealth(Utf8JsonWriter writer, PluginStatus plugin, bool withMessages)
    {
        writer.WriteStartObject();
        WriteState(writer, plugin, withMessages);
        writer.WriteEndObject();
    }

    /// <summary>Text that should be JSON: what is none shows as an empty object, and does not take the rest with it.</summary>
    public static void WriteJson(Utf8JsonWriter writer, string text)
    {
        try
        {
            writer.WriteRawValue(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}"u8.ToArray());
        }
    }

    private static void WriteState(Utf8JsonWriter writer, PluginStatus plugin, bool withMessages)
    {
        writer.WriteString("id"u8, plugin.Id.Derived);
        writer.WriteString("name"u8, plugin.Name);
        writer.WriteString("version"u8, plugin.Version);
        writer.WriteString("state"u8, StateOf(plugin.State));
        writer.WriteBoolean("enabled"u8, plugin.Enabled);
        WriteLock(writer, plugin);
        if (plugin.Engine is { } engine)
        {
            writer.WriteString("engine"u8, engine);
        }

        if (withMessages && plugin.StatusMessage.Length > 0)
        {
            writer.WriteString("statusMessage"u8, plugin.StatusMessage);
        }

        if (withMessages && plugin.LastError is { } error)
        {
            writer.WriteString("error"u8, error);
        }

        if (plugin.RestartIn is { } wait)
        {
            writer.WriteNumber("restartInMs"u8, (long)wait.TotalMilliseconds);
        }

        WriteStatistics(writer, plugin.Statistics);
    }

    private static void WriteLock(Utf8JsonWriter writer, PluginStatus plugin)
    {
        if (plugin.Lock is { } reason)
        {
            writer.WriteString("locked"u8, reason);
        }
    }

    private static void WriteStatistics(Utf8JsonWriter writer, PluginStatistics statistics)
    {
        writer.WriteNumber("memoryBytes"u8, statistics.MemoryBytes);
        writer.WriteNumber("fuelUsed"u8, statistics.FuelUsed);
        writer.WriteNumber("fuelPerMinute"u8, statistics.FuelPerMinute);
        writer.WriteNumber("calls"u8, statistics.Calls);
        writer.WriteNumber("waitingCalls"u8, statistics.WaitingCalls);
        writer.WriteNumber("mailboxBytes"u8, statistics.MailboxBytes);
        writer.WriteNumber("deltasIn"u8, statistics.DeltasIn);
        writer.WriteNumber("deltasOut"u8, statistics.DeltasOut);
        writer.WriteNumber("deltasDropped"u8, statistics.DeltasDropped);
        writer.WriteNumber("deltasRefused"u8, statistics.DeltasRefused);
        writer.WriteNumber("logLines"u8, statistics.LogLines);
        writer.WriteNumber("logLinesDropped"u8, statistics.LogLinesDropped);
        writer.WriteNumber("denied"u8, statistics.Denied);
        writer.WriteNumber("crashes"u8, statistics.Crashes);
        writer.WriteNumber("reloads"u8, statistics.Reloads);
        writer.WriteNumber("diskBytes"u8, statistics.DiskBytes);
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonElement file, string name)
    {
        writer.WritePropertyName(name);
        if (file.ValueKind == JsonValueKind.Object && file.TryGetProperty(name, out var value))
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteBooleanValue(false);
        }
    }

    private static ReadOnlySpan<byte> StateOf(PluginState state) => state switch
    {
        PluginState.Stopped => "stopped"u8,
        PluginState.Starting => "starting"u8,
        PluginState.Running => "running"u8,
        PluginState.Stopping => "stopping"u8,
        PluginState.Error => "error"u8,
        PluginState.Crashed => "crashed"u8,
        PluginState.Disabled => "disabled"u8,
        _ => "unsupported"u8,
    };
}

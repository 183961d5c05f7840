using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Server.Plugins;
using SignalK.Server.Streams;

namespace SignalK.Server.Health;

/// <summary>The state of the appliance as one JSON object; its schema is <c>docs/health.schema.json</c>.</summary>
internal sealed class HealthReport(ServerOptions options, ServerServices services, StreamHost streams)
{
    private readonly long _startedAt = services.Time.GetTimestamp();

    public void Write(Utf8JsonWriter writer, Principal reader)
    {
        var faults = services.Faults.Current;
        writer.WriteStartObject();
        writer.WriteString("status"u8, faults.Count == 0 ? "ok"u8 : "degraded"u8);
        writer.WriteString("version"u8, options.Version);
        writer.WriteString("runtime"u8, options.Runtime);
        writer.WriteNumber("uptimeSeconds"u8, (long)services.Time.GetElapsedTime(_startedAt).TotalSeconds);
        WriteEngine(writer);
        WriteModel(writer);
        ConnectionsReport.Write(writer, services.Connections(), reader.May(Access.Read));
        writer.WriteStartArray("plugins"u8);
        foreach (var plugin in services.Plugins?.Plugins ?? [])
        {
            PluginReport.WriteHealth(writer, plugin, reader.May(Access.Read));
        }

        writer.WriteEndArray();
        if (services.Plugins?.Held is { } held)
        {
            writer.WriteString("pluginsHeld"u8, held);
        }

        WriteClients(writer, reader);
        WriteMemory(writer);
        WriteClock(writer);
        WriteDisk(writer);
        CanInterfaces.Write(writer);
        writer.WriteStartArray("faults"u8);
        foreach (var fault in faults)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, fault.Key);
            writer.WriteString("message"u8, fault.Message);
            writer.WriteString("since"u8, Instant(fault.Since.UtcDateTime));
            writer.WriteNumber("count"u8, fault.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteEngine(Utf8JsonWriter writer)
    {
        var engine = services.Engine();
        writer.WriteStartObject("engine"u8);
        writer.WriteString("name"u8, engine.Name);
        writer.WriteString("reason"u8, engine.Reason);
        writer.WriteEndObject();
    }

    private void WriteModel(Utf8JsonWriter writer)
    {
        var hub = services.Hub;
        writer.WriteStartObject("model"u8);
        writer.WriteNumber("deltas"u8, hub.Sequence);
        writer.WriteNumber("contexts"u8, hub.Store.ContextCount);
        writer.WriteNumber("ownPaths"u8, hub.Store.Self.PathCount);
        writer.WriteNumber("contextsEvicted"u8, hub.Store.Evicted);
        writer.WriteNumber("valuesSuppressed"u8, hub.Suppressed);
        writer.WriteEndObject();
    }

    // Who they are is for those who may see the boat.
    private void WriteClients(Utf8JsonWriter writer, Principal reader)
    {
        var isOpen = reader.May(Access.Read);
        writer.WriteStartArray("clients"u8);
        foreach (var client in streams.Clients)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, client.Id);
            writer.WriteString("kind"u8, client.Kind);
            if (isOpen)
            {
                writer.WriteString("address"u8, client.Address);
                writer.WriteString("principal"u8, client.Principal);
            }

            writer.WriteString("connectedAt"u8, Instant(client.ConnectedAt));
            writer.WriteNumber("bytesOut"u8, client.BytesOut);
            writer.WriteNumber("queuedBytes"u8, client.Queued);
            writer.WriteNumber("conflated"u8, client.Conflated);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMemory(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("memory"u8);
        writer.WriteNumber("rssBytes"u8, Environment.WorkingSet);
        writer.WriteNumber("managedBytes"u8, GC.GetTotalMemory(forceFullCollection: false));
        writer.WriteNumber("collections"u8, GC.CollectionCount(0));
        writer.WriteEndObject();
    }

    private void WriteClock(Utf8JsonWriter writer)
    {
        var clock = services.Clock();
        writer.WriteStartObject("clock"u8);
        writer.WriteString("utc"u8, Instant(services.Time.GetUtcNow().UtcDateTime));
        writer.WriteBoolean("trusted"u8, clock.Trusted);
        writer.WriteString("source"u8, clock.Source);
        writer.WriteEndObject();
    }

    private void WriteDisk(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("disk"u8);
        if (options.ConfigDirectory is { } directory && TryMeasure(directory) is { } disk)
        {
            writer.WriteNumber("freeBytes"u8, disk.Free);
            writer.WriteNumber("totalBytes"u8, disk.Total);
        }

        if (services.Budget is { } budget)
        {
            writer.WriteNumber("budgetBytes"u8, budget.Limit);
            writer.WriteNumber("usedBytes"u8, budget.Used);
            writer.WriteStartObject("writers"u8);
            foreach (var share in budget.Shares)
            {
                writer.WriteStartObject(share.Name);
                writer.WriteNumber("usedBytes"u8, share.Used);
                writer.WriteNumber("refusedBytes"u8, share.Refused);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string Instant(DateTime utc) => Timestamp.Format(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond)));

    private static (long Free, long Total)? TryMeasure(string directory)
    {
        try
        {
            var drive = new DriveInfo(directory);
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

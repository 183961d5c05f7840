using System.Buffers;
using System.Text.Json;
using SignalK.Appliance.Configuration;
using SignalK.Connections.Supervision;
using SignalK.Plugins.Events;

namespace SignalK.Appliance.Plugins;

/// <summary>What the server says of itself to plugins, in upstream's shapes. Nothing is looked at while none listens.</summary>
sealed class ServerReports(ServerEvents events, ServerFigures figures, TimeProvider time)
{
    // Upstream's.
    static readonly TimeSpan s_statistics = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    readonly long _started = time.GetTimestamp();

    public void Wire(SelfIdentity self, PrioritySettings priorities)
    {
        events.AddFeed(EventNames.ServerStatistics, () => Every(s_statistics, StatisticsReporter()));
        events.AddFeed(EventNames.ProviderStatus, () => Every(s_look, StatusReporter()));
        // Both stand for as long as the server runs: said once to whoever begins to listen.
        events.AddFeed(EventNames.VesselInfo, () => Every(Timeout.InfiniteTimeSpan, () => Publish(EventNames.VesselInfo, json => WriteVessel(json, self))));
        events.AddFeed(EventNames.SourcePriorities, () => Every(Timeout.InfiniteTimeSpan, () => Publish(EventNames.SourcePriorities, json => WritePriorities(json, priorities))));
    }

    // The first time at once, and behind the subscription that asked for it.
    ITimer Every(TimeSpan period, Action report) => time.CreateTimer(static report => ((Action)report!)(), report, TimeSpan.FromMilliseconds(1), period);

    Action StatisticsReporter()
    {
        Dictionary<string, (long Deltas, long Written)> before = [];
        var (sequence, at) = (figures.Deltas(), time.GetTimestamp());
        return () =>
        {
            var seconds = Math.Max(0.001, time.GetElapsedTime(at).TotalSeconds);
            var (was, now) = (sequence, figures.Deltas());
            (sequence, at) = (now, time.GetTimestamp());
            Publish(EventNames.ServerStatistics, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("deltaRate"u8, Math.Round((now - was) / seconds, 2));
                json.WriteNumber("numberOfAvailablePaths"u8, figures.Paths());
                json.WriteNumber("wsClients"u8, figures.Clients());
                json.WriteStartObject("providerStatistics"u8);
                foreach (var connection in figures.Connections())
                    WriteRates(json, connection, before, seconds);
                json.WriteEndObject();
                json.WriteNumber("uptime"u8, Math.Round(time.GetElapsedTime(_started).TotalSeconds, 3));
                json.WriteEndObject();
            });
        };
    }

    Action StatusReporter()
    {
        byte[] before = [];
        return () =>
        {
            var data = Write(json =>
            {
                json.WriteStartArray();
                foreach (var connection in figures.Connections())
                    WriteStatus(json, connection);
                json.WriteEndArray();
            });
            if (data.SequenceEqual(before))
                return;
            before = data;
            events.Publish(EventNames.ProviderStatus, data);
        };
    }

    static void WriteRates(Utf8JsonWriter json, ConnectionStatus connection, Dictionary<string, (long Deltas, long Written)> before, double seconds)
    {
        var (deltas, written) = before.GetValueOrDefault(connection.Id);
        before[connection.Id] = (connection.Input.Deltas, connection.Output.Sentences);
        json.WriteStartObject(connection.Id);
        json.WriteNumber("deltaRate"u8, Math.Round((connection.Input.Deltas - deltas) / seconds, 2));
        json.WriteNumber("deltaCount"u8, connection.Input.Deltas);
        json.WriteNumber("writeRate"u8, Math.Round((connection.Output.Sentences - written) / seconds, 2));
        json.WriteNumber("writeCount"u8, connection.Output.Sentences);
        json.WriteEndObject();
    }

    static void WriteStatus(Utf8JsonWriter json, ConnectionStatus connection)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, connection.Id);
        json.WriteString("statusType"u8, "provider"u8);
        json.WriteString("type"u8, connection.Error is null ? "status"u8 : "error"u8);
        json.WriteString("message"u8, connection.Error ?? connection.Address ?? "");
        json.WriteEndObject();
    }

    static void WriteVessel(Utf8JsonWriter json, SelfIdentity self)
    {
        json.WriteStartObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("name", self.Name), ("mmsi", self.Mmsi), ("uuid", self.Uuid)])
        {
            if (value is not null)
                json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    static void WritePriorities(Utf8JsonWriter json, PrioritySettings priorities)
    {
        json.WriteStartObject();
        foreach (var ranking in priorities.Paths)
        {
            json.WriteStartArray(ranking.Path);
            foreach (var source in ranking.Sources)
            {
                json.WriteStartObject();
                json.WriteString("sourceRef"u8, source.SourceRef);
                json.WriteNumber("timeout"u8, (long)source.Timeout.TotalMilliseconds);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    void Publish(string type, Action<Utf8JsonWriter> write) => events.Publish(type, Write(write));

    static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>Where the figures come from.</summary>
/// <param name="Deltas">Taken in so far.</param>
/// <param name="Paths">Of the own vessel.</param>
/// <param name="Clients">Of the delta streams.</param>
/// <param name="Connections">As they stand.</param>
sealed record ServerFigures(Func<long> Deltas, Func<int> Paths, Func<int> Clients, Func<IReadOnlyList<ConnectionStatus>> Connections);

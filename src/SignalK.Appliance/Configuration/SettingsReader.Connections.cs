using System.Text.Json.Nodes;

namespace SignalK.Appliance.Configuration;

static partial class SettingsReader
{
    static (List<ConnectionSettings> Connections, List<OutputSettings> Outputs) ReadConnections(JsonFields root, FaultList faults)
    {
        List<ConnectionSettings> connections = [];
        List<OutputSettings> outputs = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var provider in root.Objects("pipedProviders"))
        {
            if (provider.RequiredText("id") is not { } id)
                continue;
            if (!ids.Add(id))
            {
                provider.Error("id", $"\"{id}\" is taken by an earlier connection");
                continue;
            }
            var enabled = provider.Flag("enabled", true);
            var elements = provider.Objects("pipeElements").ToList();
            if (elements is not [var element])
            {
                LeaveAlone(provider, "pipeElements", enabled, elements.Count == 0 ? "has no elements" : "pipelines of several elements are not supported");
                continue;
            }
            if (element.RequiredText("type") is not { } type)
                continue;
            if (type is not ("providers/simple" or "@signalk/streams/simple"))
            {
                LeaveAlone(element, "type", enabled, $"connections of type \"{type}\" are not supported");
                continue;
            }
            if (ReadSimple(id, enabled, element) is not { } connection)
                continue;
            connections.Add(connection);
            if (OutputOf(connection, element) is { } output)
                outputs.Add(output);
        }
        return (connections, outputs);
    }

    static ConnectionSettings? ReadSimple(string id, bool enabled, JsonFields element)
    {
        if (element.Object("options") is not { } options)
        {
            if (!element.Has("options"))
                element.Missing("options");
            return null;
        }
        if (options.RequiredText("type") is not { } kind)
            return null;
        var sub = options.Object("subOptions") ?? options;
        var connection = kind switch
        {
            "NMEA0183" => ReadNmea0183(id, enabled, sub),
            "FileStream" => ReadFile(id, enabled, sub),
            _ => null,
        };
        if (connection is null && kind is not ("NMEA0183" or "FileStream"))
            LeaveAlone(options, "type", enabled, $"connections of type \"{kind}\" are not supported");
        return connection is null ? null : connection with
        {
            Enabled = enabled,
            Record = options.Flag("logging", false),
            Sentences = new SentenceSettings
            {
                ValidateChecksum = sub.Flag("validateChecksum", true),
                Ignored = sub.Texts("ignoredSentences"),
                OverrideTimestamp = sub.Flag("overrideTimestamp", false),
                KeepFromOutputs = sub.Flag("suppress0183event", false),
            },
        };
    }

    static ConnectionSettings? ReadNmea0183(string id, bool enabled, JsonFields sub)
    {
        if (sub.RequiredText("type") is not { } medium)
            return null;
        switch (medium)
        {
            case "serial":
                // Upstream's default rate is 4800; an absent one is detected here, which finds that too.
                var baud = sub.IntegerOrNull("baudrate", 50, 4_000_000);
                return sub.RequiredText("device") is { } device ? new SerialSettings(id, device, baud) : null;
            case "tcp":
                var (host, port) = (sub.RequiredText("host")?.Trim(), RequiredPort(sub));
                var limit = sub.Duration("noDataReceivedTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
                return host is null || port is null ? null : new TcpClientSettings(id, host, port.Value) { SilenceLimit = limit };
            case "tcpserver":
                return new TcpServerSettings(id);
            case "udp":
                return RequiredPort(sub) is { } udpPort ? new UdpSettings(id, udpPort, sub.Text("multicastGroup")) : null;
            default:
                LeaveAlone(sub, "type", enabled, $"NMEA 0183 over \"{medium}\" is not supported");
                return null;
        }
    }

    static PlaybackSettings? ReadFile(string id, bool enabled, JsonFields sub)
    {
        var dataType = sub.Text("dataType") ?? "NMEA0183";
        if (dataType is not ("NMEA0183" or "Multiplexed"))
        {
            LeaveAlone(sub, "dataType", enabled, $"files of type \"{dataType}\" are not supported");
            return null;
        }
        return sub.RequiredText("filename") is not { } file ? null : new PlaybackSettings(id, file)
        {
            Rate = sub.Number("throttleRate", "a number of sentences a second", rate => rate is > 0 and <= 1e6),
        };
    }

    /// <summary>Upstream's <c>toStdout</c>: the events whose sentences are written to the connection's other end.</summary>
    static OutputSettings? OutputOf(ConnectionSettings connection, JsonFields element)
    {
        var events = element.Object("options")?.Object("subOptions")?.Texts("toStdout") ?? [];
        return events.Contains("nmea0183") || events.Contains("nmea0183out")
            ? new OutputSettings($"connection:{connection.Id}") { PassThrough = events.Contains("nmea0183") }
            : null;
    }

    static int? RequiredPort(JsonFields sub)
    {
        if (!sub.Has("port"))
            sub.Missing("port");
        return sub.IntegerOrNull("port", 1, LargestPort);
    }

    static void LeaveAlone(JsonFields fields, string name, bool enabled, string reason)
    {
        if (enabled)
            fields.Warning(name, $"{reason}; left alone");
    }
}

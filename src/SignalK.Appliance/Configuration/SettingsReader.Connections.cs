using System.Net;
using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

static partial class SettingsReader
{
    static List<ConnectionOptions> ReadConnections(JsonFields root)
    {
        List<ConnectionOptions> connections = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var provider in root.Objects("pipedProviders"))
        {
            if (provider.RequiredText("id") is not { } id)
                continue;
            if (!ids.Add(id))
                provider.Error("id", $"\"{id}\" is taken by an earlier connection");
            else if (ReadPipeline(id, provider) is not { } connection)
                continue;
            else if (connection is TcpServerOptions && connections.OfType<TcpServerOptions>().FirstOrDefault() is { } other)
                provider.Error("pipeElements", $"the NMEA 0183 port is the input of \"{other.Id}\" already");
            else
                connections.Add(connection);
        }
        return connections;
    }

    static ConnectionOptions? ReadPipeline(string id, JsonFields provider)
    {
        var enabled = provider.Flag("enabled", true);
        var elements = provider.Objects("pipeElements").ToList();
        if (elements is not [var element])
            return LeaveAlone(provider, "pipeElements", enabled, elements.Count == 0 ? "there are no elements" : "pipelines of several elements are not supported");
        if (element.RequiredText("type") is not { } type)
            return null;
        if (type is not ("providers/simple" or "@signalk/streams/simple"))
            return LeaveAlone(element, "type", enabled, $"connections of type \"{type}\" are not supported");
        if (element.Object("options") is not { } options)
        {
            if (!element.Has("options"))
                element.Missing("options");
            return null;
        }
        return ReadSimple(id, enabled, options) is { } connection
            ? connection with { Enabled = enabled, Record = options.Flag("logging", false) }
            : null;
    }

    static ConnectionOptions? ReadSimple(string id, bool enabled, JsonFields options)
    {
        if (options.RequiredText("type") is not { } kind)
            return null;
        var sub = options.Object("subOptions") ?? options;
        var connection = kind switch
        {
            "NMEA0183" => ReadNmea0183(id, enabled, sub),
            "SignalK" => ReadSignalK(id, enabled, sub),
            "FileStream" => ReadFile(id, enabled, sub),
            _ => LeaveAlone(options, "type", enabled, $"connections of type \"{kind}\" are not supported"),
        };
        if (connection is null)
            return null;
        if (sub.Flag("overrideTimestamp", false))
            sub.Warning("overrideTimestamp", "is not supported; left alone");
        return connection with
        {
            Input = new InputOptions
            {
                ValidateChecksum = sub.Flag("validateChecksum", true),
                AppendChecksum = sub.Flag("appendChecksum", false),
                IgnoredSentences = sub.Texts("ignoredSentences"),
                PassThrough = !sub.Flag("suppress0183event", false),
            },
            Output = OutputOf(sub) ?? connection.Output,
        };
    }

    static ConnectionOptions? ReadNmea0183(string id, bool enabled, JsonFields sub)
    {
        if (sub.RequiredText("type") is not { } medium)
            return null;
        switch (medium)
        {
            case "serial":
                // Upstream takes 4800 where none is written; listening finds that one, and the others.
                var baud = sub.IntegerOrNull("baudrate", 50, 4_000_000);
                return sub.RequiredText("device") is { } device ? new SerialOptions { Id = id, Device = device, Baud = baud } : null;
            case "tcp":
                return ReadTcpClient(id, sub, TcpProtocol.Nmea0183);
            case "gpsd":
                return ReadTcpClient(id, sub, TcpProtocol.Gpsd);
            case "tcpserver":
                return new TcpServerOptions { Id = id };
            case "udp":
                return RequiredPort(sub) is { } udpPort ? new UdpOptions { Id = id, Port = udpPort, Groups = ReadGroups(sub) } : null;
            default:
                return LeaveAlone(sub, "type", enabled, $"NMEA 0183 over \"{medium}\" is not supported");
        }
    }

    static ConnectionOptions? ReadSignalK(string id, bool enabled, JsonFields sub) => sub.RequiredText("type") switch
    {
        null => null,
        "tcp" => ReadTcpClient(id, sub, TcpProtocol.SignalK),
        var medium => LeaveAlone(sub, "type", enabled, $"Signal K over \"{medium}\" is not supported"),
    };

    static TcpClientOptions? ReadTcpClient(string id, JsonFields sub, TcpProtocol protocol)
    {
        var (host, port) = (sub.RequiredText("host")?.Trim(), RequiredPort(sub));
        var silence = sub.Duration("noDataReceivedTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        return host is null || port is null ? null
            : new TcpClientOptions { Id = id, Host = host, Port = port.Value, Protocol = protocol, NoDataTimeout = silence };
    }

    /// <summary>Our own key: multicast groups to join.</summary>
    static ValueList<IPAddress> ReadGroups(JsonFields sub)
    {
        List<IPAddress> groups = [];
        var texts = sub.Texts("multicastGroups");
        for (var i = 0; i < texts.Count; i++)
        {
            if (ListenAddress.Parse(texts[i]) is { } group)
                groups.Add(group);
            else
                sub.Error($"multicastGroups[{i}]", $"expected an IP address, found \"{texts[i]}\"");
        }
        return [.. groups];
    }

    static ConnectionOptions? ReadFile(string id, bool enabled, JsonFields sub)
    {
        var dataType = sub.Text("dataType") ?? "NMEA0183";
        if (dataType is not ("NMEA0183" or "Multiplexed"))
            return LeaveAlone(sub, "dataType", enabled, $"files of type \"{dataType}\" are not supported");
        if (sub.RequiredText("filename") is not { } file)
            return null;
        var playback = new PlaybackOptions { Id = id, Path = file, Loop = true };
        return sub.Number("throttleRate", "a number of sentences a second above 0", rate => rate is > 0 and <= 1e6) is { } rate
            ? playback with { Rate = rate }
            : playback;
    }

    /// <summary>Upstream's <c>toStdout</c> names the events whose sentences go to the connection's other end.</summary>
    static OutputOptions? OutputOf(JsonFields sub)
    {
        var events = sub.Texts("toStdout");
        return events.Contains("nmea0183") || events.Contains("nmea0183out")
            ? new OutputOptions { PassThrough = events.Contains("nmea0183") }
            : null;
    }

    static int? RequiredPort(JsonFields sub)
    {
        if (!sub.Has("port"))
            sub.Missing("port");
        return sub.IntegerOrNull("port", 1, LargestPort);
    }

    static ConnectionOptions? LeaveAlone(JsonFields fields, string name, bool enabled, string reason)
    {
        if (enabled)
            fields.Warning(name, $"{reason}; left alone");
        return null;
    }
}

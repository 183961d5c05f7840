using System.Globalization;
using System.Net;
using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

/// <summary>What the command line and the environment say over the settings file; null where they say nothing.</summary>
sealed record Overrides
{
    public int? HttpPort { get; init; }

    public int? HttpsPort { get; init; }

    public int? ExternalHttpsPort { get; init; }

    public int? Nmea0183Port { get; init; }

    public int? StreamPort { get; init; }

    public int? UdpPort { get; init; }

    public ValueList<IPAddress> Listen { get; init; } = [];

    /// <summary>PORT, SSLPORT, EXTERNALPORT, NMEA0183PORT and TCPSTREAMPORT as upstream, and UDPPORT.</summary>
    public static Overrides FromEnvironment(Func<string, string?> environment, FaultList faults) => new()
    {
        HttpPort = Port("PORT", environment, faults),
        HttpsPort = Port("SSLPORT", environment, faults),
        ExternalHttpsPort = Port("EXTERNALPORT", environment, faults),
        Nmea0183Port = Port("NMEA0183PORT", environment, faults),
        StreamPort = Port("TCPSTREAMPORT", environment, faults),
        UdpPort = Port("UDPPORT", environment, faults),
    };

    public Settings Over(Settings settings) => settings with
    {
        HttpPort = HttpPort ?? settings.HttpPort,
        // Upstream's: they say where, and only the settings whether.
        HttpsPort = settings.HttpsPort is null ? null : HttpsPort ?? settings.HttpsPort,
        ExternalHttpsPort = ExternalHttpsPort,
        Nmea0183Port = Nmea0183Port ?? settings.Nmea0183Port,
        StreamPort = StreamPort ?? settings.StreamPort,
        UdpPort = UdpPort ?? settings.UdpPort,
        Listen = Listen.Count > 0 ? Listen : settings.Listen,
    };

    static int? Port(string name, Func<string, string?> environment, FaultList faults)
    {
        if (environment(name) is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            return port;
        faults.Error(name, $"expected a port from 0 to 65535, found \"{text}\"");
        return null;
    }
}

using System.Text.Json.Nodes;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary><c>ports</c> as the connections of settings.json, in upstream's form.</summary>
static class PortConnections
{
    /// <param name="settings">settings.json.</param>
    /// <param name="earlier">Ids that earlier ports have: those no longer listed go; connections made elsewhere stay.</param>
    public static void Apply(JsonObject settings, IReadOnlyList<PortSettings> ports, IReadOnlyList<string> earlier)
    {
        var connections = settings["pipedProviders"] as JsonArray ?? [];
        foreach (var old in connections.OfType<JsonObject>().Where(entry => IsOurs(entry, ports, earlier)).ToList())
            connections.Remove(old);
        foreach (var port in ports)
            connections.Add((JsonNode)Connection(port));
        settings.Remove("pipedProviders");
        if (connections.Count > 0)
            settings["pipedProviders"] = connections;
    }

    static bool IsOurs(JsonObject entry, IReadOnlyList<PortSettings> ports, IReadOnlyList<string> earlier) =>
        entry["id"]?.ToString() is { } id && (earlier.Contains(id) || ports.Any(port => port.Name == id));

    static JsonObject Connection(PortSettings port)
    {
        if (port.Can is { } can)
            return Simple(port, "NMEA2000", new() { ["type"] = "canbus-canboatjs", ["interface"] = can });
        JsonObject link = port switch
        {
            { Device: { } device } => new() { ["type"] = "serial", ["device"] = device },
            { Host: { } host } => new() { ["type"] = "tcp", ["host"] = host, ["port"] = port.TcpPort },
            _ => new() { ["type"] = "udp", ["port"] = port.UdpPort },
        };
        if (port.Baud is { } baud)
            link["baudrate"] = baud;
        return Simple(port, "NMEA0183", link);
    }

    static JsonObject Simple(PortSettings port, string type, JsonObject link) => new()
    {
        ["id"] = port.Name,
        ["enabled"] = true,
        ["pipeElements"] = new JsonArray(new JsonObject
        {
            ["type"] = "providers/simple",
            ["options"] = new JsonObject { ["type"] = type, ["logging"] = false, ["subOptions"] = link },
        }),
    };

    /// <summary>For the owner's eyes.</summary>
    public static string Describe(PortSettings port) => port switch
    {
        { Device: { } device } => $"{port.Name} on {device}{(port.Baud is { } baud ? $" at {baud} baud" : ", baud rate found by listening")}",
        { Host: { } host } => $"{port.Name} from {host}:{port.TcpPort}",
        { UdpPort: { } udp } => $"{port.Name} on UDP port {udp}",
        _ => $"{port.Name} is {port.Can} at {port.Bitrate ?? 250_000} bit/s: up, and not decoded by this version",
    };
}

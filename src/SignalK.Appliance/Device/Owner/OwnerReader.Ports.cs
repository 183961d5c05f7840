using System.Globalization;
using System.Net;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Owner;

static partial class OwnerReader
{
    const int MostPorts = 32;
    static readonly int[] s_bitrates = [50_000, 125_000, 250_000, 500_000, 1_000_000];

    static List<PortSettings>? ReadPorts(JsoncFields root, BoardInfo board)
    {
        if (!root.Has("ports"))
            return null;
        List<PortSettings> ports = [];
        foreach (var port in root.Objects("ports", "name", "device", "baud", "tcp", "udp", "can", "bitrate"))
        {
            if (ports.Count == MostPorts)
            {
                port.Mistake("name", $"there are more than {MostPorts} ports; this one and those after it were left out");
                break;
            }
            if (ReadPort(port, board) is not { } read)
                continue;
            if (ports.Any(known => known.Name == read.Name))
                port.Mistake("name", $"an earlier port is called \"{read.Name}\" already: give this one another name");
            else if (read.Device is not null && ports.FirstOrDefault(known => known.Device == read.Device) is { } other)
                port.Mistake("device", $"\"{other.Name}\" has this device already: two cannot read one port");
            else
                ports.Add(read);
        }
        return ports;
    }

    static PortSettings? ReadPort(JsoncFields port, BoardInfo board)
    {
        if (port.Text("name") is not { } name)
        {
            if (!port.Has("name"))
                port.Mistake("name", "the name is missing: add \"name\": \"gps\", or what is connected there");
            return null;
        }
        if (name.Length > 32 || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            port.Mistake("name", $"\"{name}\": a port's name has letters without accents, digits, - and _ only, 32 at most");
            return null;
        }
        string[] kinds = [.. ((string[])["device", "tcp", "udp", "can"]).Where(port.Has)];
        switch (kinds)
        {
            case ["device"]:
                return ReadDevice(port, name, board);
            case ["tcp"]:
                return ReadTcp(port, name);
            case ["udp"]:
                return port.Integer("udp", 1, 65535) is { } udp ? new PortSettings(name, UdpPort: udp) : null;
            case ["can"]:
                return ReadCan(port, name);
            default:
                port.Mistake("name", kinds.Length == 0
                    ? $"\"{name}\" is connected to nothing: add \"device\", \"tcp\", \"udp\" or \"can\""
                    : $"\"{name}\" has {string.Join(" and ", kinds)}: write one of them, and a port of its own for the other");
                return null;
        }
    }

    static PortSettings? ReadDevice(JsoncFields port, string name, BoardInfo board)
    {
        if (port.Text("device") is not { } device)
            return null;
        var baud = port.Has("baud") ? port.Integer("baud", 300, 921_600) : null;
        if (board.FindPort(device) is { } connector)
            return new PortSettings(name, Device: connector.Device, Baud: connector.Device is null ? null : baud ?? connector.Baud, Can: connector.Can, Bitrate: connector.Bitrate);
        if (!device.StartsWith("/dev/", StringComparison.Ordinal) || device.Contains("..", StringComparison.Ordinal) || device.Any(char.IsControl) || device.Length > 255)
        {
            port.Mistake("device", $"\"{device}\" is no device: write its name below /dev/, such as \"/dev/serial/by-id/usb-...\" or \"/dev/ttyAMA0\"{(board.Ports.Count == 0 ? "" : $"; or what is printed beside the connector: {string.Join(", ", board.Ports.Select(known => $"\"{known.Name}\""))}")}");
            return null;
        }
        return new PortSettings(name, Device: device, Baud: baud);
    }

    static PortSettings? ReadTcp(JsoncFields port, string name)
    {
        if (port.Text("tcp") is not { } text)
            return null;
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        if (host.Length is > 0 and <= 253 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 65535 && (IPAddress.TryParse(host, out _) || Uri.CheckHostName(host) == UriHostNameType.Dns))
            return new PortSettings(name, Host: host.Trim('[', ']'), TcpPort: number);
        port.Mistake("tcp", $"\"{text}\": write address and port with a colon between them, such as \"192.168.1.10:10110\"");
        return null;
    }

    static PortSettings? ReadCan(JsoncFields port, string name)
    {
        if (port.Text("can") is not { } can)
            return null;
        if (can.Length > 15 || can.AsSpan().ContainsAnyExcept(s_nameCharacters) || !(can.StartsWith("can", StringComparison.Ordinal) || can.StartsWith("vcan", StringComparison.Ordinal)))
        {
            port.Mistake("can", $"\"{can}\" is no CAN interface: write \"can0\"");
            return null;
        }
        var bitrate = port.Has("bitrate") ? port.Integer("bitrate", 10_000, 1_000_000) : null;
        if (bitrate is { } rate && !s_bitrates.Contains(rate))
        {
            port.Mistake("bitrate", $"{rate} is no usual bit rate: NMEA 2000 has 250000; that was used");
            bitrate = null;
        }
        return new PortSettings(name, Can: can, Bitrate: bitrate);
    }
}

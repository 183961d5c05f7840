using SignalK.Appliance.Device.Jsonc;

namespace SignalK.Appliance.Device.Vendor;

/// <summary>Reads board.json.</summary>
static class BoardReader
{
    const int MostPorts = 32;

    public static BoardInfo Read(JsoncNode node, MistakeList mistakes) => Read(node, null, mistakes);

    /// <param name="overlays">Those that there are; null: nobody knows.</param>
    public static BoardInfo Read(JsoncNode node, IReadOnlyCollection<string>? overlays, MistakeList mistakes)
    {
        var root = new JsoncFields(node, "", mistakes, "ports", "overlays", "leds", "button");
        return new BoardInfo
        {
            Ports = ReadPorts(root),
            Overlays = ReadOverlays(root, overlays),
            Leds = root.Object("leds", "power", "ready", "data", "fault") is { } leds
                ? new BoardLeds(Led(leds, "power"), Led(leds, "ready"), Led(leds, "data"), Led(leds, "fault"))
                : BoardInfo.None.Leds,
            Button = ReadButton(root),
        };
    }

    static List<BoardPort> ReadPorts(JsoncFields root)
    {
        List<BoardPort> ports = [];
        foreach (var port in root.Objects("ports", "name", "device", "baud", "can", "bitrate").Take(MostPorts))
        {
            var (name, device, can) = (port.Text("name"), port.Text("device"), port.Text("can"));
            if (name is not { Length: <= 32 } || name.Any(char.IsControl) || name.Contains('/', StringComparison.Ordinal))
                port.Mistake("name", "write what is printed beside the connector, 32 letters at most, without a /");
            else if (ports.Any(known => new BoardInfo { Ports = [known] }.FindPort(name) is not null))
                port.Mistake("name", $"another port is called \"{name}\" already");
            else if (device is null == can is null)
                port.Mistake("name", $"\"{name}\" needs either \"device\": \"/dev/...\" or \"can\": \"can0\"");
            else if (device is not null && (!device.StartsWith("/dev/", StringComparison.Ordinal) || device.Contains("..", StringComparison.Ordinal) || device.Any(char.IsWhiteSpace)))
                port.Mistake("device", $"\"{device}\" is no device: write its name below /dev/, such as \"/dev/ttyAMA0\"");
            else if (can is { Length: > 15 } || can?.Any(c => !char.IsAsciiLetterOrDigit(c)) == true)
                port.Mistake("can", $"\"{can}\" is no CAN interface: write \"can0\"");
            else
                ports.Add(new BoardPort(name, device, port.Integer("baud", 300, 921_600), can, port.Integer("bitrate", 10_000, 1_000_000)));
        }
        return ports;
    }

    static List<string> ReadOverlays(JsoncFields root, IReadOnlyCollection<string>? known)
    {
        List<string> overlays = [];
        foreach (var (text, at, path) in root.Texts("overlays"))
        {
            var name = text.Split(',')[0];
            if (text.Length is 0 or > 128 || text.Any(c => char.IsWhiteSpace(c) || c is '/'))
                root.MistakeAt(at, path, $"\"{text}\" is no overlay: write its name and, after commas, its parameters: \"mcp2515,oscillator=16000000\"");
            else if (known?.Contains(name) == false)
                root.MistakeAt(at, path, $"there is no overlay \"{name}\"; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
            else
                overlays.Add(text);
        }
        return overlays;
    }

    static string? Led(JsoncFields leds, string name)
    {
        if (leds.Text(name) is not { } led)
            return null;
        if (led.Length <= 64 && led[0] != '.' && !led.Any(c => c is '/' || char.IsControl(c)))
            return led;
        leds.Mistake(name, $"\"{led}\" is no light: write its name as it is in /sys/class/leds");
        return null;
    }

    static BoardButton? ReadButton(JsoncFields root)
    {
        if (root.Object("button", "device", "key", "safeModeSeconds", "factoryResetSeconds") is not { } button)
            return null;
        var device = button.Text("device");
        if (device?.StartsWith("/dev/input/", StringComparison.Ordinal) != true || device.Contains("..", StringComparison.Ordinal))
        {
            button.Mistake("device", "write the button's device below /dev/input/, such as \"/dev/input/by-path/platform-button-event\"");
            return null;
        }
        // Not by leaning on it, and far enough from each other.
        var (safe, reset) = (button.Integer("safeModeSeconds", 3, 30) ?? 5, button.Integer("factoryResetSeconds", 10, 60) ?? 15);
        if (reset < safe + 5)
        {
            button.Mistake("factoryResetSeconds", $"{reset} is too near to the {safe} seconds of safe mode: write {safe + 5} or more");
            return null;
        }
        return new BoardButton(device, button.Integer("key", 1, 767), TimeSpan.FromSeconds(safe), TimeSpan.FromSeconds(reset));
    }
}

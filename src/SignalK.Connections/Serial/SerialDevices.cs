namespace SignalK.Connections.Serial;

/// <summary>
/// Finds the serial ports of the machine, each once and by the name that stays: <c>by-id</c> where the adapter has a serial
/// number, else <c>by-path</c> (two adapters without one would share an id), and UARTs by their own name, which is wired.
/// </summary>
internal static class SerialDevices
{
    public static IReadOnlyList<SerialDevice> Find(SerialHost host) => WithoutConsoles(host, Candidates(host));

    /// <summary>Those that nobody logs in on. Looks at every process: not for every few seconds.</summary>
    public static IReadOnlyList<SerialDevice> WithoutConsoles(SerialHost host, IReadOnlyList<SerialDevice> candidates)
    {
        var consoles = Consoles.Of(host);
        return [.. candidates.Where(d => !consoles.Contains(Path.GetFileName(d.Device)))];
    }

    /// <summary>All ports, consoles among them; by name.</summary>
    public static IReadOnlyList<SerialDevice> Candidates(SerialHost host)
    {
        var byDevice = new Dictionary<string, SerialDevice>(StringComparer.Ordinal);
        foreach (var (path, device) in Links(host, "/dev/serial/by-path"))
        {
            byDevice.TryAdd(device, new SerialDevice(ShortName(path), path, device));
        }

        foreach (var (path, device) in Links(host, "/dev/serial/by-id"))
        {
            if (!byDevice.ContainsKey(device) || UsbDevices.HasSerialNumber(host, device))
            {
                byDevice[device] = new SerialDevice(ShortName(path), path, device);
            }
        }

        foreach (var name in Uarts(host))
        {
            var device = host.Under("/dev/" + name);
            byDevice.TryAdd(device, new SerialDevice(name, device, device));
        }

        return [.. Distinct(byDevice.Values).OrderBy(static d => d.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Path, string Device)> Links(SerialHost host, string directory)
    {
        var path = host.Under(directory);
        return Directory.Exists(path)
            ? Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).Select(static p => (p, PortUsers.RealPath(p)))
            : [];
    }

    // A port of the kernel's table with hardware behind it. The 8250 driver lists some that are not there: type 0.
    private static IEnumerable<string> Uarts(SerialHost host)
    {
        var path = host.Under("/sys/class/tty");
        if (!Directory.Exists(path))
        {
            yield break;
        }

        foreach (var directory in Directory.EnumerateFileSystemEntries(path))
        {
            var name = Path.GetFileName(directory);
            if (Directory.Exists(Path.Combine(directory, "device")) && !UsbDevices.IsUsb(host, name)
                && Consoles.Read(Path.Combine(directory, "type")) is { } type && type.Trim() != "0" && File.Exists(host.Under("/dev/" + name)))
            {
                yield return name;
            }
        }
    }

    // usb-u-blox_AG_-_www.u-blox.com_u-blox_7_-_GPS_GNSS_Receiver-if00 is u-blox-7-GPS-GNSS-Receiver.
    private static string ShortName(string path)
    {
        const int Longest = 40;
        var name = Path.GetFileName(path);
        name = name.StartsWith("usb-", StringComparison.Ordinal) ? name[4..] : name;
        if (name.LastIndexOf("-if", StringComparison.Ordinal) is > 0 and var end)
        {
            name = name[..end];
        }

        var parts = name.Split([.. name.Where(static c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        name = string.Join('-', parts);
        return name.Length > Longest ? name[^Longest..].TrimStart('-') : name;
    }

    private static IEnumerable<SerialDevice> Distinct(IEnumerable<SerialDevice> devices)
    {
        foreach (var same in devices.GroupBy(static d => d.Id, StringComparer.Ordinal))
        {
            var number = 1;
            foreach (var device in same.OrderBy(static d => d.Path, StringComparer.Ordinal))
            {
                yield return number++ == 1 ? device : device with { Id = $"{device.Id}-{number - 1}" };
            }
        }
    }
}

namespace SignalK.Connections.Serial;

/// <summary>What the kernel says of the USB device behind a port.</summary>
internal static class UsbDevices
{
    public static bool IsUsb(SerialHost host, string name) => Find(host, name) is not null;

    /// <summary>True also where nothing is known: then the id is all there is.</summary>
    public static bool HasSerialNumber(SerialHost host, string device) =>
        Find(host, Path.GetFileName(device)) is not { } directory || File.Exists(Path.Combine(directory, "serial"));

    // Interface, configuration and hub lie between a port and the device that has the ids.
    private static string? Find(SerialHost host, string name)
    {
        const int Levels = 6;
        var link = Path.Combine(host.Under("/sys/class/tty"), name);
        var directory = new DirectoryInfo(link);
        if (!directory.Exists)
        {
            return null;
        }

        var device = new DirectoryInfo(Path.Combine(directory.ResolveLinkTarget(true)?.FullName ?? link, "device"));
        var at = device.Exists ? device.ResolveLinkTarget(true) as DirectoryInfo ?? device : null;
        for (var level = 0; at is not null && level < Levels; level++, at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "idVendor")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}

using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Devices;

/// <summary>The serial ports of one plugin: those that the operator granted, opened by a name that stays with the device.</summary>
/// <param name="devices">The machine's.</param>
/// <param name="mayOpen">The grant, asked with the name that the guest gave.</param>
/// <param name="tell">Takes a sentence for the plugin's log when a port is refused.</param>
/// <param name="time">The clock.</param>
public sealed class PluginSerial(ISerialDevices devices, Func<string, bool> mayOpen, Action<string> tell, TimeProvider time) : IGuestSerial
{
    /// <summary>At once; a boat's whole set of instruments.</summary>
    public const int Most = 8;

    // NMEA 0183's own.
    const int UsualBaud = 4800;
    const int LeastBaud = 50;
    const int MostBaud = 4_000_000;
    const int Failed = -1;

    // An opening looks who has the port in all processes, and a refusal is a line of log.
    readonly RateGate _openings = new(1, Most * 2, time);
    readonly Dictionary<int, ISerialDevice> _open = [];
    int _last;

    public int Open(string device, int baud)
    {
        if (!_openings.TryPass())
            return Failed;
        var refusal = baud is not 0 and (< LeastBaud or > MostBaud) ? $"{baud} baud is out of range"
            : DeviceRule.NodeOf(device) is null ? "this name does not stay with a device: take one of /dev/serial/by-id"
            : !mayOpen(device) ? "it is not granted to the plugin"
            : _open.Count >= Most ? $"the plugin has {Most} ports open already"
            : "";
        if (refusal.Length == 0 && devices.Open(DeviceRule.NodeOf(device)!, baud == 0 ? UsualBaud : baud, out refusal) is { } opened)
        {
            _open.Add(++_last, opened);
            return _last;
        }
        tell($"the serial port {device} is not opened: {refusal}");
        return Failed;
    }

    public int Read(int id, Span<byte> buffer)
    {
        if (!_open.TryGetValue(id, out var device))
            return Failed;
        // In this order: what came just before the end is not lost.
        var isOpen = device.IsOpen;
        var count = device.Read(buffer);
        return count == 0 && !isOpen ? Failed : count;
    }

    public int Write(int id, ReadOnlySpan<byte> data) => _open.TryGetValue(id, out var device) && device.IsOpen ? device.Write(data) : Failed;

    public void Close(int id)
    {
        if (_open.Remove(id, out var device))
            device.Dispose();
    }

    public void Dispose()
    {
        foreach (var device in _open.Values)
            device.Dispose();
        _open.Clear();
    }
}

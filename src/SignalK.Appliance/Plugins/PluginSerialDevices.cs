using SignalK.Connections;
using SignalK.Connections.Serial;
using SignalK.Connections.Supervision;
using SignalK.Plugins.Devices;

namespace SignalK.Appliance.Plugins;

/// <summary>Serial ports for plugins: the same that connections open, and never one of theirs.</summary>
/// <param name="connectionOf">The connection that a port belongs to; null for nobody's.</param>
/// <param name="host">The machine.</param>
sealed class PluginSerialDevices(Func<string, string?> connectionOf, SerialHost host) : ISerialDevices
{
    public PluginSerialDevices(ConnectionManager connections)
        : this(connections.UserOf, SerialHost.Machine)
    {
    }

    public ISerialDevice? Open(string node, int baud, out string refusal)
    {
        if (connectionOf(node) is { } connection)
        {
            refusal = $"the connection '{connection}' uses it; grant it to the plugin by its full name, or take it out of the connections";
            return null;
        }
        try
        {
            refusal = "";
            return new Line(SerialLine.Open(node, baud, host));
        }
        catch (ConnectionException fault)
        {
            refusal = fault.Message;
            return null;
        }
    }

    sealed class Line(SerialLine line) : ISerialDevice
    {
        public bool IsOpen => line.IsOpen;

        public long Dropped => line.Dropped;

        public int Read(Span<byte> buffer) => line.Read(buffer);

        public int Write(ReadOnlySpan<byte> data) => line.Write(data);

        public void Dispose() => line.Dispose();
    }
}

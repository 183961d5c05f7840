namespace SignalK.Connections.Serial;

/// <summary>A serial port of this machine.</summary>
/// <param name="Id">Short name for the connection and its sources, the same at every start.</param>
/// <param name="Path">The stable name to open it by.</param>
/// <param name="Device">What that is at the moment: <c>/dev/ttyUSB0</c>.</param>
internal sealed record SerialDevice(string Id, string Path, string Device);

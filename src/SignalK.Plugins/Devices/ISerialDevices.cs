namespace SignalK.Plugins.Devices;

/// <summary>The machine's serial ports, as far as plugins go.</summary>
public interface ISerialDevices
{
    /// <param name="node">A name that stays with the device: <c>/dev/serial/by-id/NAME</c>, <c>/dev/ttyAMA0</c>.</param>
    /// <param name="baud">Bits a second.</param>
    /// <param name="refusal">Why not, in words for the owner; empty when it is open.</param>
    ISerialDevice? Open(string node, int baud, out string refusal);
}

/// <summary>An open port. Nothing here waits.</summary>
public interface ISerialDevice : IDisposable
{
    /// <summary>False once the device is gone.</summary>
    bool IsOpen { get; }

    /// <summary>Bytes that a line, which cannot be told to wait, brought in vain.</summary>
    long Dropped { get; }

    /// <returns>How many came; what is received before a device goes can still be read.</returns>
    int Read(Span<byte> buffer);

    /// <returns>How many there was room for.</returns>
    int Write(ReadOnlySpan<byte> data);
}

using System.Buffers.Binary;

namespace SignalK.Appliance.Device.Clock;

/// <summary>
/// A measurement as chrony's SOCK reference clock takes it, in the byte order of the machine: <c>timeval</c> of the
/// measurement by the system's clock, how much that clock is behind (seconds, double), pulse, leap, padding and a magic number, each four bytes.
/// </summary>
static class ClockSample
{
    public const int Size = 40;

    const int Magic = 0x534F434B;

    /// <param name="destination">Of <see cref="Size"/> bytes.</param>
    /// <param name="system">The system's clock at the measurement.</param>
    /// <param name="offset">True time less the system's.</param>
    public static void Write(Span<byte> destination, DateTimeOffset system, TimeSpan offset)
    {
        destination[..Size].Clear();
        var ticks = (system - DateTimeOffset.UnixEpoch).Ticks;
        // Our targets are little-endian and 64-bit (timeval of two longs).
        BinaryPrimitives.WriteInt64LittleEndian(destination, ticks / TimeSpan.TicksPerSecond);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[16..], offset.TotalSeconds);
        BinaryPrimitives.WriteInt32LittleEndian(destination[36..], Magic);
    }
}

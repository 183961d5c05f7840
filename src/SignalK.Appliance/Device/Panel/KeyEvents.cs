using System.Buffers.Binary;

namespace SignalK.Appliance.Device.Panel;

/// <summary>Keys of an input device of the kernel: <c>struct input_event</c> of a 64-bit machine, in its own byte order.</summary>
static class KeyEvents
{
    const int Length = 24;
    const int TypeAt = 16;
    const ushort Key = 1;

    /// <summary>Until the device ends or fails.</summary>
    /// <param name="key">The kernel's number of the key; null: any.</param>
    /// <param name="pressed">True when it goes down, false when it comes up; not while it repeats.</param>
    /// <exception cref="IOException">The device is gone.</exception>
    public static void Read(Stream device, int? key, Action<bool> pressed)
    {
        Span<byte> record = stackalloc byte[Length];
        while (device.ReadAtLeast(record, Length, throwOnEndOfStream: false) == Length)
        {
            var (type, code) = (BinaryPrimitives.ReadUInt16LittleEndian(record[TypeAt..]), BinaryPrimitives.ReadUInt16LittleEndian(record[(TypeAt + 2)..]));
            var value = BinaryPrimitives.ReadInt32LittleEndian(record[(TypeAt + 4)..]);
            if (type == Key && value is 0 or 1 && (key is null || key == code))
                pressed(value == 1);
        }
    }
}

using System.Buffers.Binary;

namespace SignalK.Core.Fanout;

/// <summary>RFC 6455 section 5.2, the side that does not mask.</summary>
public static class WebSocketFrame
{
    private const byte FinalText = 0x81;
    private const byte FinalBinary = 0x82;

    /// <returns>Bytes written: 2, 4 or 10.</returns>
    public static int WriteTextHeader(Span<byte> target, int length) => WriteHeader(target, FinalText, length);

    /// <inheritdoc cref="WriteTextHeader"/>
    public static int WriteBinaryHeader(Span<byte> target, int length) => WriteHeader(target, FinalBinary, length);

    private static int WriteHeader(Span<byte> target, byte first, int length)
    {
        target[0] = first;
        if (length < 126)
        {
            target[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            target[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)length);
            return 4;
        }

        target[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(target[2..], (ulong)length);
        return 10;
    }
}

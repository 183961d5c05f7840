using System.Buffers;
using System.Buffers.Binary;

namespace SignalK.Core.Fanout;

/// <summary>How messages are told apart on the wire.</summary>
public static class FeedFrame
{
    /// <summary>Bytes that framing adds at the most.</summary>
    public const int MaxOverhead = 10;

    public static void Write(FeedFraming framing, ReadOnlySpan<byte> json, IBufferWriter<byte> output) =>
        output.Advance(Write(framing, json, output.GetSpan(json.Length + MaxOverhead)));

    /// <returns>Bytes written.</returns>
    public static int Write(FeedFraming framing, ReadOnlySpan<byte> json, Span<byte> target)
    {
        var header = 0;
        switch (framing)
        {
            case FeedFraming.WebSocket:
                header = WebSocketFrame.WriteTextHeader(target, json.Length);
                break;
            case FeedFraming.LengthPrefixed:
                BinaryPrimitives.WriteInt32LittleEndian(target, json.Length);
                header = sizeof(int);
                break;
        }

        json.CopyTo(target[header..]);
        if (framing != FeedFraming.Line)
        {
            return header + json.Length;
        }

        "\r\n"u8.CopyTo(target[json.Length..]);
        return json.Length + 2;
    }
}

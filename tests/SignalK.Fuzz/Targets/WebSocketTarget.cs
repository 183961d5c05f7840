using SignalK.Server.Streams;

namespace SignalK.Fuzz.Targets;

/// <summary>Frames of a WebSocket in pieces of any size: no message longer than allowed, and an end to every loop.</summary>
sealed class WebSocketTarget : IFuzzTarget
{
    private const int MaxMessage = 2_000;

    public string Name => "websocket";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0x81, 0x85, 1, 2, 3, 4, 105, 103, 111, 104, 110], [0x01, 0x82, 0, 0, 0, 0, 65, 66, 0x80, 0x81, 0, 0, 0, 0, 67],
        [0x89, 0x80, 0, 0, 0, 0], [0x88, 0x82, 0, 0, 0, 0, 3, 232], [0x81, 0xfe, 0, 200, 9, 9, 9, 9, .. new byte[200]],
        [0x81, 0xff, 0, 0, 0, 0, 0, 0, 1, 0, 7, 7, 7, 7, .. new byte[256]],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var reader = new WebSocketReader(MaxMessage);
        var step = 1 + (input.Length * 7 % 61);
        while (!input.IsEmpty)
        {
            var room = reader.GetMemory().Span;
            if (room.IsEmpty)
            {
                throw new InvalidOperationException("no room to read on");
            }

            var count = Math.Min(Math.Min(room.Length, input.Length), step);
            input[..count].CopyTo(room);
            reader.Received(count);
            input = input[count..];
            for (var next = reader.Next(); next != WebSocketEvent.None; next = reader.Next())
            {
                if (reader.Payload.Length > MaxMessage)
                {
                    throw new InvalidOperationException($"a message of {reader.Payload.Length} bytes");
                }

                if (next is WebSocketEvent.Fault or WebSocketEvent.Close)
                {
                    return;
                }
            }
        }
    }
}

using System.Buffers.Binary;

namespace SignalK.Server.Streams;

public enum WebSocketEvent : byte
{
    /// <summary>More bytes are needed.</summary>
    None,
    Message,
    Ping,
    Pong,
    Close,

    /// <summary>The peer broke the protocol, or its message is too long: <see cref="WebSocketReader.CloseCode"/> says which.</summary>
    Fault,
}

/// <summary>
/// The receiving side of RFC 6455: masked frames in, whole messages out. No I/O; memory bounded by the longest message allowed,
/// and never taken on the word of a header.
/// </summary>
/// <param name="maxMessageBytes">Of one message; control frames have 125 at the most.</param>
/// <param name="takesBinary">Whether binary messages are messages, too, and not a fault.</param>
public sealed class WebSocketReader(int maxMessageBytes, bool takesBinary = false)
{
    private const int MaxControlPayload = 125;

    private byte[] _buffer = new byte[2 * 1024];
    private int _start;
    private int _end;
    private byte[] _message = [];
    private int _messageLength;
    private bool _inMessage;

    /// <summary>RFC 6455 section 7.4.1: 1002 for a fault of protocol, 1003 for binary data, 1009 for a message too long.</summary>
    public int CloseCode { get; private set; }

    /// <summary>Payload of the event last returned; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Room for the next bytes from the network.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        return _buffer.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    /// <summary>Takes the next event out of what was received.</summary>
    public WebSocketEvent Next()
    {
        while (true)
        {
            var bytes = _buffer.AsSpan(_start, _end - _start);
            if (bytes.Length < 2)
            {
                return WebSocketEvent.None;
            }

            var opcode = bytes[0] & 0x0f;
            var isFinal = (bytes[0] & 0x80) != 0;
            if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) == 0)
            {
                return Fault(1002);
            }

            if (!TryReadLength(bytes, out var header, out var length))
            {
                return WebSocketEvent.None;
            }

            if (opcode >= 8 && (length > MaxControlPayload || !isFinal))
            {
                return Fault(1002);
            }

            if (length + _messageLength > maxMessageBytes)
            {
                return Fault(1009);
            }

            var total = header + 4 + (int)length;
            if (bytes.Length < total)
            {
                Grow(total);
                return WebSocketEvent.None;
            }

            var payload = _buffer.AsMemory(_start + header + 4, (int)length);
            Unmask(payload.Span, bytes.Slice(header, 4));
            _start += total;
            if (Take(opcode, isFinal, payload) is { } taken)
            {
                return taken;
            }
        }
    }

    private WebSocketEvent? Take(int opcode, bool isFinal, ReadOnlyMemory<byte> payload)
    {
        switch (opcode == 0x2 && takesBinary ? 0x1 : opcode)
        {
            case 0x1 when !_inMessage && isFinal:
                Payload = payload;
                return WebSocketEvent.Message;
            case 0x1 when !_inMessage:
                _inMessage = true;
                Append(payload.Span);
                return null;
            case 0x0 when _inMessage:
                Append(payload.Span);
                if (!isFinal)
                {
                    return null;
                }

                _inMessage = false;
                Payload = _message.AsMemory(0, _messageLength);
                _messageLength = 0;
                return WebSocketEvent.Message;
            case 0x2:
                return Fault(1003);
            case 0x8:
                Payload = payload;
                return WebSocketEvent.Close;
            case 0x9:
                Payload = payload;
                return WebSocketEvent.Ping;
            case 0xA:
                return WebSocketEvent.Pong;
            default:
                return Fault(1002);
        }
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int header, out long length)
    {
        length = bytes[1] & 0x7f;
        header = length switch
        {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        if (bytes.Length < header + 4)
        {
            return false;
        }

        if (header == 4)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (header == 10)
        {
            var declared = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
            length = declared > int.MaxValue ? int.MaxValue : (long)declared;
        }

        return true;
    }

    private static void Unmask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i & 3];
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_message.Length < _messageLength + part.Length)
        {
            Array.Resize(ref _message, Math.Max(_messageLength + part.Length, _message.Length * 2));
        }

        part.CopyTo(_message.AsSpan(_messageLength));
        _messageLength += part.Length;
    }

    // Doubles with what has really arrived: a header that promises a megabyte costs nothing until the megabyte comes.
    private void Grow(int needed)
    {
        var held = _end - _start;
        if (_buffer.Length - _start >= needed || held * 2 < _buffer.Length)
        {
            return;
        }

        var grown = new byte[Math.Min(Math.Max(needed, 1024), _buffer.Length * 2)];
        _buffer.AsSpan(_start, held).CopyTo(grown);
        _buffer = grown;
        _start = 0;
        _end = held;
    }

    private WebSocketEvent Fault(int code)
    {
        CloseCode = code;
        return WebSocketEvent.Fault;
    }
}

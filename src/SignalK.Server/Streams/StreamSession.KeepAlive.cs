using SignalK.Core.Fanout;

namespace SignalK.Server.Streams;

internal sealed partial class StreamSession
{
    // RFC 6455 5.5.2: final frame, opcode 9, no payload.
    private static readonly byte[] s_ping = [0x89, 0x00];

    private bool _pinged;

    /// <summary>Whether it is told of the server itself.</summary>
    public bool HearsServerEvents { get; set; }

    /// <summary>Asks a client that has been silent whether it lives.</summary>
    /// <returns>False when it was asked a period ago and never answered.</returns>
    public bool KeepAlive(TimeSpan period)
    {
        if (_framing != FeedFraming.WebSocket || Silent < period)
        {
            _pinged = false;
            return true;
        }

        if (Silent >= 2 * period && _pinged)
        {
            return false;
        }

        if (!_pinged)
        {
            _pinged = true;
            Enqueue(s_ping);
        }

        return true;
    }

    public void Pong(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[2 + payload.Length];
        frame[0] = 0x8a;
        frame[1] = (byte)payload.Length;
        payload.CopyTo(frame.AsSpan(2));
        Enqueue(frame);
    }

    /// <summary>Sends the closing frame with its code.</summary>
    public void SendClose(int code) => Enqueue(new byte[] { 0x88, 2, (byte)(code >> 8), (byte)code });

    public StreamClientStatus Status() => new(
        Id, _framing == FeedFraming.WebSocket ? "websocket" : "tcp", Address.ToString(), Principal.Id, ConnectedAt, BytesOut, Queued, Conflated);
}

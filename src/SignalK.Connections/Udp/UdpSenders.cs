using System.Net;
using SignalK.Connections.Input;

namespace SignalK.Connections.Udp;

/// <summary>The parsers of those who send to one port, by their address. Bounded: the sender silent for longest gives way.</summary>
internal sealed class UdpSenders(UdpConnection connection, int most, TimeProvider time)
{
    private readonly Dictionary<SocketAddress, Sender> _senders = [];

    public void Feed(SocketAddress from, ReadOnlySpan<byte> datagram)
    {
        if (!_senders.TryGetValue(from, out var sender))
        {
            MakeRoom();
            var key = new SocketAddress(from.Family, from.Size);
            from.Buffer.Span[..from.Size].CopyTo(key.Buffer.Span);
            _senders[key] = sender = new Sender(connection.NewInput(connection));
        }

        sender.LastSeen = time.GetTimestamp();
        sender.Input.Feed(datagram);
        if (datagram is not [.., (byte)'\n' or (byte)'\r'])
        {
            sender.Input.End();
        }
    }

    private void MakeRoom()
    {
        if (_senders.Count >= most)
        {
            _senders.Remove(_senders.MinBy(static s => s.Value.LastSeen).Key);
            connection.Counters.CountRefused();
        }
    }

    private sealed class Sender(SentenceInput input)
    {
        public SentenceInput Input => input;

        public long LastSeen { get; set; }
    }
}

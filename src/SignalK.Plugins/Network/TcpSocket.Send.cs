using System.Buffers;
using System.Net.Sockets;

namespace SignalK.Plugins.Network;

sealed partial class TcpSocket
{
    readonly Lock _gate = new();

    // One gathers while the other is sent.
    ArrayBufferWriter<byte> _gathering = new(1);
    ArrayBufferWriter<byte> _sending = new(1);
    bool _isSending;

    /// <summary>Takes all of it or nothing; what comes before the connection stands is kept for it, as upstream does.</summary>
    public bool Send(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (_state is State.New or State.Closed || _gathering.WrittenCount + _sending.WrittenCount + data.Length > options.MostUnsent)
                return false;
            _gathering.Write(data);
        }
        StartSending();
        return true;
    }

    void StartSending()
    {
        lock (_gate)
        {
            if (_isSending || _state != State.Open || _gathering.WrittenCount == 0)
                return;
            _isSending = true;
        }
        _ = SendAllAsync(_socket!);
    }

    async Task SendAllAsync(Socket socket)
    {
        try
        {
            while (Swap() is { IsEmpty: false } bytes)
            {
                for (var rest = bytes; !rest.IsEmpty;)
                {
                    var sent = await socket.SendAsync(rest, SocketFlags.None, _stop.Token).ConfigureAwait(false);
                    Interlocked.Add(ref counters.BytesOut, sent);
                    rest = rest[sent..];
                }
            }
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The receiving side sees the end too, and says so.
        }
    }

    ReadOnlyMemory<byte> Swap()
    {
        lock (_gate)
        {
            _sending.ResetWrittenCount();
            (_gathering, _sending) = (_sending, _gathering);
            _isSending = _sending.WrittenCount > 0;
            return _sending.WrittenMemory;
        }
    }
}

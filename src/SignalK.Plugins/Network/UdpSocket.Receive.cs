using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace SignalK.Plugins.Network;

/// <param name="Bytes">Its own copy.</param>
/// <param name="From">The sender.</param>
readonly record struct Datagram(byte[] Bytes, IPEndPoint From);

sealed partial class UdpSocket
{
    const int Longest = 65_535;
    const int MostInARow = 64;

    // A plugin that does not take what comes: the kernel drops the flood meanwhile, at less cost than we.
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    readonly Lock _gate = new();
    readonly Queue<Datagram> _queue = [];
    bool _isForgotten;

    public int Waiting
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    public bool TryTake(out Datagram datagram)
    {
        lock (_gate)
        {
            if (!_queue.TryDequeue(out datagram))
                return false;
        }
        Interlocked.Add(ref _counters.Waiting, -datagram.Bytes.Length);
        return true;
    }

    void StartReceiving()
    {
        if (!_receives)
        {
            _receives = true;
            _ = ReceiveAsync();
        }
    }

    async Task ReceiveAsync()
    {
        // One byte looked at, not taken, tells that there is a datagram: an idle socket holds no buffer for the longest one.
        var glance = new byte[1];
        var sender = new SocketAddress(_socket.AddressFamily);
        while (!Closed.IsCancellationRequested)
        {
            try
            {
                await _socket.ReceiveAsync(glance, SocketFlags.Peek, Closed).ConfigureAwait(false);
                if (TakeIn(sender))
                    await Task.Delay(s_pause, _options.Time, Closed).ConfigureAwait(false);
            }
            catch (SocketException) when (!Closed.IsCancellationRequested)
            {
                // Some network gear's message about an earlier datagram.
                await Task.Delay(s_pause, _options.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    /// <returns>Whether nobody takes what comes.</returns>
    bool TakeIn(SocketAddress sender)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Longest);
        try
        {
            var isFull = false;
            for (var taken = 0; taken < MostInARow && (taken == 0 || _socket.Available > 0); taken++)
            {
                var length = _socket.ReceiveFrom(buffer.AsSpan(0, Longest), SocketFlags.None, sender);
                Interlocked.Add(ref _counters.BytesIn, length);
                // One without bytes could not be told from none.
                if (length > 0)
                    isFull |= !Keep(new Datagram(buffer[..length], EndPointOf(sender)));
            }
            return isFull;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>False when an older one had to go.</returns>
    bool Keep(Datagram datagram)
    {
        lock (_gate)
        {
            var fits = true;
            while (_queue.Count >= _options.MostDatagrams
                || Volatile.Read(ref _counters.Waiting) + datagram.Bytes.Length > _options.MostDatagramBytes)
            {
                fits = false;
                Interlocked.Increment(ref _counters.Dropped);
                // The other sockets of the plugin have all the room: it is the new one that goes.
                if (!_queue.TryDequeue(out var oldest))
                    return false;
                Interlocked.Add(ref _counters.Waiting, -oldest.Bytes.Length);
            }
            if (!_isForgotten)
            {
                Interlocked.Add(ref _counters.Waiting, datagram.Bytes.Length);
                _queue.Enqueue(datagram);
            }
            return fits;
        }
    }

    void Forget()
    {
        lock (_gate)
        {
            _isForgotten = true;
            while (_queue.TryDequeue(out var datagram))
                Interlocked.Add(ref _counters.Waiting, -datagram.Bytes.Length);
        }
    }

    // As a rule the same as before.
    IPEndPoint EndPointOf(SocketAddress sender)
    {
        if (_lastSender is null || !_lastSender.Value.Address.Equals(sender))
        {
            var copy = new SocketAddress(sender.Family, sender.Size);
            sender.Buffer.Span[..sender.Size].CopyTo(copy.Buffer.Span);
            _lastSender = (copy, (IPEndPoint)new IPEndPoint(_ipv6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(sender));
        }
        return _lastSender.Value.EndPoint;
    }

    (SocketAddress Address, IPEndPoint EndPoint)? _lastSender;
}

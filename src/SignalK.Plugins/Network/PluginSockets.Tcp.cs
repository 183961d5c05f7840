namespace SignalK.Plugins.Network;

public sealed partial class PluginSockets
{
    public int TcpCreate()
    {
        if (!TryAdd())
            return Failed;
        ForgetClosed();
        _tcp.Add(++_lastTcp, new TcpSocket(_options, _counters));
        return _lastTcp;
    }

    public int TcpConnect(int id, string host, int port) =>
        port is > 0 and <= LastPort && _tcp.TryGetValue(id, out var socket) && _options.Reach.Covers(host, port) && socket.Connect(host, port) ? 0 : Failed;

    public int TcpConnected(int id) => !_tcp.TryGetValue(id, out var socket) || socket.IsClosed ? Failed : socket.IsOpen ? 1 : 0;

    public int TcpSetLineBuffering(int id, bool on)
    {
        if (!_tcp.TryGetValue(id, out var socket))
            return Failed;
        socket.Received.SetLines(on);
        return 0;
    }

    public int TcpSend(int id, ReadOnlySpan<byte> data) => _tcp.TryGetValue(id, out var socket) && socket.Send(data) ? data.Length : Failed;

    public int TcpReceiveLine(int id, Span<byte> buffer) => _tcp.TryGetValue(id, out var socket) ? socket.Received.TakeLine(buffer) : Failed;

    public int TcpReceiveRaw(int id, Span<byte> buffer) => _tcp.TryGetValue(id, out var socket) ? socket.Received.Take(buffer) : Failed;

    public int TcpPending(int id) => _tcp.TryGetValue(id, out var socket) ? socket.Received.Pending : 0;

    public void TcpClose(int id)
    {
        if (_tcp.Remove(id, out var socket))
        {
            _open -= socket.IsClosed ? 0 : 1;
            socket.Dispose();
        }
    }

    // What a connection received before its end can still be taken, until as many others have come.
    void ForgetClosed()
    {
        if (_tcp.Count < 2 * _options.Most)
            return;
        var oldest = _tcp.Where(t => t.Value.IsClosed).MinBy(t => t.Key).Key;
        if (_tcp.Remove(oldest, out var socket))
            socket.Dispose();
    }
}

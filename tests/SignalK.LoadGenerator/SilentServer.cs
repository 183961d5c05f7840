using System.Net;
using System.Net.Sockets;

namespace SignalK.LoadGenerator;

/// <summary>Takes connections on loopback and never answers.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _taken = [];
    private readonly Task _accepting;

    public SilentServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _taken.ForEach(static s => s.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _taken.Add(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}

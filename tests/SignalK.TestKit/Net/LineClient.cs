using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SignalK.TestKit.Net;

/// <summary>A TCP client that speaks lines; one that never reads is the slow client that must not cost others anything.</summary>
public sealed class LineClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private LineClient(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), Encoding.ASCII);
    }

    /// <param name="port">On loopback.</param>
    /// <param name="receiveBuffer">Bytes that the kernel takes for it; 0: as usual.</param>
    public static async Task<LineClient> ConnectAsync(int port, int receiveBuffer = 0)
    {
        var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            client.ReceiveBufferSize = receiveBuffer;
        }

        await client.ConnectAsync(IPAddress.Loopback, port);
        return new LineClient(client);
    }

    /// <summary>Whether bytes have arrived that nobody read.</summary>
    public bool HasInput => _client.Available > 0;

    public Task WriteAsync(string text) => _client.Client.SendAsync(Encoding.ASCII.GetBytes(text));

    public Task WriteLineAsync(string line) => WriteAsync(line + "\r\n");

    /// <summary>The next line; null when the other end closed.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return await _reader.ReadLineAsync(patience.Token);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}

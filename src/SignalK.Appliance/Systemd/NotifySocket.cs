using System.Net.Sockets;
using System.Text;

namespace SignalK.Appliance.Systemd;

/// <summary>
/// sd_notify(3) without libsystemd: datagrams of NAME=VALUE lines to the AF_UNIX socket that NOTIFY_SOCKET names,
/// by path or, with a leading @, in the abstract name space. Nothing that fails here may hurt the service.
/// </summary>
sealed class NotifySocket : IDisposable
{
    readonly Socket _socket;
    readonly UnixDomainSocketEndPoint _manager;

    NotifySocket(string name)
    {
        _manager = new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = 1000 };
    }

    /// <returns>Null when no service manager listens: started by hand, or a name of a kind that we don't know (vsock).</returns>
    public static NotifySocket? Open(string? name)
    {
        if (name is not ['/' or '@', _, ..])
            return null;
        try
        {
            return new NotifySocket(name);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    public void Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}\nMAINPID={Environment.ProcessId}");

    public void Status(string status) => Send("STATUS=" + OneLine(status));

    public void Stopping() => Send("STOPPING=1\nSTATUS=stopping");

    public void Watchdog() => Send("WATCHDOG=1");

    public void Dispose() => _socket.Dispose();

    void Send(string message)
    {
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _manager);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A manager that went away learns nothing more; the boat's data goes on.
        }
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

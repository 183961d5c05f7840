using System.Net.Sockets;
using System.Text;
using SignalK.Appliance.Systemd;

namespace SignalK.Appliance.Tests.Systemd;

public sealed class NotifySocketTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notify");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Ready_BySocketPath_ArrivesAsOneDatagram()
    {
        var path = Path.Combine(_folder.FullName, "notify");
        using var manager = Manager(path);
        using var notify = NotifySocket.Open(path)!;

        notify.Ready("2 connections\nhttp on 3000");

        Assert.Equal($"READY=1\nSTATUS=2 connections http on 3000\nMAINPID={Environment.ProcessId}", Receive(manager));
    }

    [Fact]
    public void Watchdog_ByAbstractName_Arrives()
    {
        var name = $"signalk-test-{Guid.NewGuid():N}";
        using var manager = Manager("\0" + name);
        using var notify = NotifySocket.Open("@" + name)!;

        notify.Watchdog();
        notify.Stopping();

        Assert.Equal("WATCHDOG=1", Receive(manager));
        Assert.Equal("STOPPING=1\nSTATUS=stopping", Receive(manager));
    }

    [Fact]
    public void Status_ManagerGone_IsSwallowed()
    {
        using var notify = NotifySocket.Open(Path.Combine(_folder.FullName, "nobody"))!;
        notify.Status("still here");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1234")]
    [InlineData("@")]
    public void Open_NoNameThatWeKnow_IsNone(string? name) => Assert.Null(NotifySocket.Open(name));

    static Socket Manager(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        socket.Bind(new UnixDomainSocketEndPoint(name));
        return socket;
    }

    static string Receive(Socket socket)
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}

using SignalK.Server.Health;

namespace SignalK.Server.Tests.Health;

public sealed class CanInterfacesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("net");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_AmongOthers_FindsThoseOfCan()
    {
        Link("eth0", "1", "up");
        Link("vcan0", "280", "unknown", 7);
        Link("can0", "280", "down");

        Assert.Equal([new CanInterface("can0", "down", 0, 0, 0), new CanInterface("vcan0", "unknown", 7, 0, 0)], CanInterfaces.Read(_folder.FullName));
    }

    [Fact]
    public void Read_NoNetwork_IsEmpty() => Assert.Empty(CanInterfaces.Read(Path.Combine(_folder.FullName, "none")));

    private void Link(string name, string type, string state, int frames = 0)
    {
        var link = _folder.CreateSubdirectory(name);
        File.WriteAllText(Path.Combine(link.FullName, "type"), type + "\n");
        File.WriteAllText(Path.Combine(link.FullName, "operstate"), state + "\n");
        link.CreateSubdirectory("statistics");
        File.WriteAllText(Path.Combine(link.FullName, "statistics", "rx_packets"), $"{frames}\n");
    }
}

using System.Text;
using SignalK.Connections.Serial;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Serial;

namespace SignalK.Connections.Tests.Serial;

public sealed class SerialLineTests : IDisposable
{
    private const string Node = "/dev/serial/by-id/gps";

    private readonly SerialShelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Bytes_BothWays_ArriveAsTheyAre()
    {
        using var device = Plug();
        using var line = Open();

        device.Write("in\0\xff\r\n");
        Assert.Equal("in\0\xff\r\n", await ReadAsync(line, 6));
        Assert.Equal(3, line.Write("ou\r"u8));
        Assert.Equal(1, line.Write("t"u8));
        var written = "";
        await Eventually.Is("ou\rt", () => written += written.Length < 4 ? device.Read() : "");
    }

    [Fact]
    public async Task Read_SmallBuffer_KeepsTheRest()
    {
        using var device = Plug();
        using var line = Open();
        device.Write("0123456789");

        Assert.Equal("0123", await ReadAsync(line, 4));
        Assert.Equal("4567", await ReadAsync(line, 4));
        Assert.Equal("89", await ReadAsync(line, 2));
        Assert.Equal(0, line.Read(new byte[10]));
    }

    [Fact]
    public async Task Read_MoreThanIsKept_LosesTheOldestAndCounts()
    {
        using var device = Plug();
        using var line = Open();
        var block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i:0000},")));
        for (var i = 0; i < 20; i++)
        {
            device.Write(block);
        }

        await Eventually.Is((20 * 5000) - (64 * 1024), () => (int)line.Dropped);
        var buffer = new byte[64 * 1024];
        Assert.Equal(buffer.Length, line.Read(buffer));
        Assert.EndsWith("0998,0999,", Encoding.Latin1.GetString(buffer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_PulledOut_IsNoLongerOpenButWhatCameCanBeRead()
    {
        var device = Plug();
        using var line = Open();
        device.Write("last");
        var last = await ReadAsync(line, 2);
        device.Dispose();

        await Eventually.Is(() => !line.IsOpen);
        Assert.Equal("last", last + await ReadAsync(line, 2));
        Assert.Equal(0, line.Write("x"u8));
    }

    [Fact]
    public void Open_NotThereOrTwice_SaysWhy()
    {
        Assert.True(Assert.Throws<ConnectionException>(Open).IsAbsence);
        using var device = Plug();
        using var line = Open();

        Assert.True(Assert.Throws<ConnectionException>(Open).IsInUse);
    }

    private PtyPair Plug()
    {
        var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        return device;
    }

    private SerialLine Open() => SerialLine.Open(Node, 38_400, new SerialHost(_shelf.Root));

    private static async Task<string> ReadAsync(SerialLine line, int count)
    {
        var text = "";
        var buffer = new byte[count];
        await Eventually.Is(() => (text += Encoding.Latin1.GetString(buffer, 0, line.Read(buffer.AsSpan(0, count - text.Length)))).Length == count);
        return text;
    }
}

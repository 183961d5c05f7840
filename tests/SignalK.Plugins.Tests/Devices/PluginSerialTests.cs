using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Devices;

namespace SignalK.Plugins.Tests.Devices;

public sealed class PluginSerialTests
{
    const string Granted = "/dev/serial/by-id/usb-FTDI_1";

    readonly FakeTimeProvider _time = new();
    readonly Shelf _shelf = new();
    readonly List<string> _told = [];
    readonly PluginSerial _serial;

    public PluginSerialTests() => _serial = new PluginSerial(_shelf, name => name.Contains("FTDI", StringComparison.Ordinal), _told.Add, _time);

    [Theory]
    [InlineData(Granted, 38_400, 38_400)]
    [InlineData("usb-FTDI_1", 0, 4_800)]
    [InlineData("by-id/usb-FTDI_1", 4_800, 4_800)]
    public void Open_Granted_OpensTheNode(string name, int baud, int expected)
    {
        Assert.Equal(1, _serial.Open(name, baud));
        Assert.Equal((Granted, expected), _shelf.Opened.Single());
        Assert.Empty(_told);
    }

    [Theory]
    [InlineData("/dev/serial/by-id/usb-Prolific_1", 4800, "not granted")]
    [InlineData("/dev/ttyUSB0", 4800, "does not stay")]
    [InlineData("/dev/serial/by-id/../../sda", 4800, "does not stay")]
    [InlineData("/etc/passwd", 4800, "does not stay")]
    [InlineData("", 4800, "does not stay")]
    [InlineData(Granted, 1, "out of range")]
    [InlineData(Granted, -4800, "out of range")]
    [InlineData("usb-FTDI_gone", 4800, "is not plugged in")]
    public void Open_Refused_SaysWhyInTheLog(string name, int baud, string why)
    {
        Assert.Equal(-1, _serial.Open(name, baud));
        Assert.Contains(why, Assert.Single(_told));
    }

    [Fact]
    public void Open_TooMany_IsRefusedUntilOneIsClosed()
    {
        for (var i = 1; i <= PluginSerial.Most; i++)
            Assert.Equal(i, _serial.Open(Granted, 0));

        Assert.Equal(-1, _serial.Open(Granted, 0));
        _serial.Close(3);
        Assert.Equal(PluginSerial.Most + 1, _serial.Open(Granted, 0));
    }

    [Fact]
    public void Open_InAnEndlessLoop_IsHeldToItsRate()
    {
        for (var i = 0; i < 1000; i++)
            Assert.Equal(-1, _serial.Open("/dev/ttyUSB0", 0));

        Assert.Equal(16, _told.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _serial.Open(Granted, 0));
    }

    [Fact]
    public void Read_DeviceGone_HandsOutTheRestFirst()
    {
        var id = _serial.Open(Granted, 0);
        var device = _shelf.Devices.Single();
        Assert.Equal(0, _serial.Read(id, new byte[8]));
        device.Waiting = 5;
        device.IsOpen = false;

        Assert.Equal([4, 1, -1], [_serial.Read(id, new byte[4]), _serial.Read(id, new byte[4]), _serial.Read(id, new byte[4])]);
        Assert.Equal(-1, _serial.Write(id, "x"u8));
    }

    [Fact]
    public void AnyCall_UnknownPort_Fails()
    {
        Assert.Equal(-1, _serial.Read(5, new byte[1]));
        Assert.Equal(-1, _serial.Write(5, "x"u8));
        _serial.Close(5);
    }

    [Fact]
    public void Dispose_ClosesAll()
    {
        _serial.Open(Granted, 0);
        _serial.Open(Granted, 0);
        _serial.Dispose();

        Assert.All(_shelf.Devices, d => Assert.True(d.IsDisposed));
        Assert.Equal(-1, _serial.Read(1, new byte[1]));
    }

    sealed class Shelf : ISerialDevices
    {
        public List<(string, int)> Opened { get; } = [];

        public List<Device> Devices { get; } = [];

        public ISerialDevice? Open(string node, int baud, out string refusal)
        {
            refusal = node == Granted ? "" : $"{node} is not plugged in";
            if (refusal.Length > 0)
                return null;
            Opened.Add((node, baud));
            Devices.Add(new Device());
            return Devices[^1];
        }
    }

    sealed class Device : ISerialDevice
    {
        public bool IsOpen { get; set; } = true;

        public int Waiting { get; set; }

        public bool IsDisposed { get; private set; }

        public long Dropped => 0;

        public int Read(Span<byte> buffer)
        {
            var count = Math.Min(Waiting, buffer.Length);
            Waiting -= count;
            return count;
        }

        public int Write(ReadOnlySpan<byte> data) => data.Length;

        public void Dispose() => IsDisposed = true;
    }
}
